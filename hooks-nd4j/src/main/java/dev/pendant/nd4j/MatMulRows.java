package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.sum;
import static dev.pendant.nd4j.Arithmetic.sumTo;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products. Gradients are one product each, so that only those wanted are computed. */
final class MatMulRows {

  private MatMulRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(
            Op.MatMul.class,
            op ->
                new Kernel(
                    (s, in) -> Matrices.product(s, in.get(0), in.get(1)), MatMulRows::gradients))
        .row(Op.Linear.class, op -> new Kernel(MatMulRows::linear, MatMulRows::linearGradients));
  }

  private static @Nullable INDArray[] gradients(Scratch s, Pullback p) {
    INDArray a = p.input(0);
    INDArray b = p.input(1);
    if (b.rank() == 2) {
      INDArray rows = Matrices.rows(a);
      INDArray g = Matrices.rows(p.g());
      return new @Nullable INDArray[] {
        p.wants(0) ? Extents.view(Matrices.multiply(s, g, false, b, true), a.shape()) : null,
        p.wants(1) ? Matrices.multiply(s, rows, true, g, false) : null
      };
    }
    return new @Nullable INDArray[] {
      p.wants(0) ? sumTo(s, Matrices.batched(s, p.g(), false, b, true), a.shape()) : null,
      p.wants(1) ? sumTo(s, Matrices.batched(s, a, true, p.g(), false), b.shape()) : null
    };
  }

  private static INDArray linear(Scratch s, List<INDArray> in) {
    INDArray x = in.get(0);
    INDArray weight = in.get(1);
    INDArray y = Matrices.multiply(s, Matrices.rows(x), false, weight, true);
    if (in.size() == 3) {
      y = add(s, y, in.get(2));
    }
    return Extents.view(y, Extents.with(x.shape(), x.rank() - 1, weight.size(0)));
  }

  private static @Nullable INDArray[] linearGradients(Scratch s, Pullback p) {
    INDArray x = p.input(0);
    INDArray g = Matrices.rows(p.g());
    return new @Nullable INDArray[] {
      p.wants(0)
          ? Extents.view(Matrices.multiply(s, g, false, p.input(1), false), x.shape())
          : null,
      p.wants(1) ? Matrices.multiply(s, g, true, Matrices.rows(x), false) : null,
      p.wants(2) ? Extents.view(sum(s, g, 0), g.size(1)) : null
    };
  }
}
