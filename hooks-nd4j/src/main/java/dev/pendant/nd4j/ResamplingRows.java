package dev.pendant.nd4j;

import dev.pendant.op.Op;
import dev.pendant.op.ResamplingMatrix;
import dev.pendant.spi.OpTable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Resizing of pictures. */
final class ResamplingRows {

  private ResamplingRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table.row(
        Op.Interpolate.class,
        op ->
            Kernel.unary(
                (s, x) -> resampling(op, x).forward(s, x),
                (s, p) -> resampling(op, p.x()).back(s, p.x(), p.g())));
  }

  private static Resampling resampling(Op.Interpolate op, INDArray x) {
    return new Resampling(
        ResamplingMatrix.of(op, op.size().height(), x.size(2)),
        ResamplingMatrix.of(op, op.size().width(), x.size(3)));
  }
}
