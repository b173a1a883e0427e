package dev.pendant.nd4j;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.ResamplingMatrix;
import dev.pendant.op.Size;
import dev.pendant.spi.OpTable;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pooling. The native operators know neither unequal padding nor rounding up: what they lack is
 * added around the picture first.
 */
final class PoolingRows {

  private PoolingRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.MaxPool2d.class, op -> pooling(x -> PaddedPool.max(op, x)))
        .row(Op.AvgPool2d.class, op -> pooling(x -> AveragePool.of(op, x)))
        .row(
            Op.MaxPool3d.class,
            op ->
                volumes(
                    x -> PaddedPool.max(op.ofSlices(), x), x -> PaddedPool.max(op.ofDepth(), x)))
        .row(
            Op.AvgPool3d.class,
            op ->
                volumes(
                    x -> AveragePool.of(op.ofSlices(), x), x -> AveragePool.of(op.ofDepth(), x)))
        .row(Op.AdaptiveAvgPool2d.class, op -> pooling(x -> adaptive(op.outputSize(), x)));
  }

  private static Kernel pooling(Function<INDArray, Pool> of) {
    return Kernel.unary(
        (s, x) -> of.apply(x).forward(s, x), (s, p) -> of.apply(p.x()).back(s, p.x(), p.g()));
  }

  private static Kernel volumes(Function<INDArray, Pool> slices, Function<INDArray, Pool> depth) {
    VolumePool pool = new VolumePool(slices, depth);
    return pooling(x -> pool);
  }

  private static Pool adaptive(Size out, INDArray x) {
    long height = x.size(2);
    long width = x.size(3);
    if (height % out.height() == 0 && width % out.width() == 0) {
      Size window = new Size((int) height / out.height(), (int) width / out.width());
      return PaddedPool.average(window, window, Padding.NONE, false, x);
    }
    return new Resampling(
        ResamplingMatrix.adaptiveMean(out.height(), height),
        ResamplingMatrix.adaptiveMean(out.width(), width));
  }

  /** Both directions of pooling pictures of one size. */
  interface Pool {
    INDArray forward(Scratch s, INDArray x);

    INDArray back(Scratch s, INDArray x, INDArray g);
  }
}
