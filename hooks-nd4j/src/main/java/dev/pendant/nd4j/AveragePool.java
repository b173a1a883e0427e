package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.mul;

import dev.pendant.op.Op;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Average pooling with PyTorch's divisors: the mean over the full window, times the share of the
 * window that counts.
 */
record AveragePool(PaddedPool pool, Op.AvgPool2d op) implements PoolingRows.Pool {

  static AveragePool of(Op.AvgPool2d op, INDArray x) {
    return new AveragePool(
        PaddedPool.average(op.kernel(), op.stride(), op.padding(), op.ceilMode(), x), op);
  }

  @Override
  public INDArray forward(Scratch s, INDArray x) {
    return scaled(s, x, pool.forward(s, x));
  }

  @Override
  public INDArray back(Scratch s, INDArray x, INDArray g) {
    return pool.back(s, x, scaled(s, x, g));
  }

  private INDArray scaled(Scratch s, INDArray x, INDArray y) {
    double[] rows =
        factors(
            (int) y.size(2),
            op.kernel().height(),
            op.stride().height(),
            op.padding().top(),
            x.size(2),
            op.padding().bottom());
    double[] columns =
        factors(
            (int) y.size(3),
            op.kernel().width(),
            op.stride().width(),
            op.padding().left(),
            x.size(3),
            op.padding().right());
    double[] products = new double[rows.length * columns.length];
    boolean changes = false;
    for (int i = 0; i < products.length; i++) {
      products[i] = rows[i / columns.length] * columns[i % columns.length];
      changes |= products[i] != 1;
    }
    return changes
        ? mul(s, y, s.values(y.dataType(), products, 1, 1, rows.length, columns.length))
        : y;
  }

  /** Per window along one axis, its length over the length that counts. */
  private double[] factors(int windows, int kernel, int stride, int before, long size, int after) {
    double[] factors = new double[windows];
    for (int i = 0; i < windows; i++) {
      long start = (long) i * stride - before;
      long end = Math.min(start + kernel, size + after);
      long counted = op.countIncludePad() ? end - start : Math.min(end, size) - Math.max(start, 0);
      factors[i] = (double) kernel / counted;
    }
    return factors;
  }
}
