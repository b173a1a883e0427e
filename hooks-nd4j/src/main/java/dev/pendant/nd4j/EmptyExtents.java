package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.op.Op;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operators over arrays without elements, which native code is not trusted with. An output without
 * elements needs no computing; what remains are the operators that make something out of nothing.
 */
final class EmptyExtents {

  private EmptyExtents() {}

  /**
   * @param shape of the output
   */
  static INDArray forward(Scratch s, Op op, List<INDArray> in, long[] shape) {
    DataType type = in.get(0).dataType();
    if (Extents.product(shape, 0, shape.length) == 0) {
      return s.make(type, shape);
    }
    if (op instanceof Op.Concat concat) {
      return Layout.concat(s, in.stream().filter(part -> !part.isEmpty()).toList(), concat.axis());
    }
    INDArray filled = s.full(type, neutral(op, in), shape);
    if (op instanceof Op.Linear && in.size() == 3) {
      return Arithmetic.add(s, filled, in.get(2));
    }
    if (op instanceof Op.Conv2d && in.size() == 3) {
      return Arithmetic.add(s, filled, Extents.view(in.get(2), 1, shape[1], 1, 1));
    }
    return filled;
  }

  /**
   * Which of the wanted gradients a row can compute although some input has no elements: those of
   * the parts that make up the output. The output depends on no others.
   */
  static boolean[] computable(Op op, List<INDArray> in, boolean[] wanted) {
    boolean[] computable = new boolean[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      boolean isBias = i == 2 && (op instanceof Op.Linear || op instanceof Op.Conv2d);
      computable[i] = wanted[i] && !in.get(i).isEmpty() && (isBias || op instanceof Op.Concat);
    }
    return computable;
  }

  private static double neutral(Op op, List<INDArray> in) {
    if (op instanceof Op.Sum
        || op instanceof Op.Norm2
        || op instanceof Op.MatMul
        || op instanceof Op.Linear
        || op instanceof Op.Conv2d) {
      return 0;
    }
    if (op instanceof Op.Mean) {
      return Double.NaN;
    }
    if (op instanceof Op.Pad pad) {
      return pad.value();
    }
    throw new PendantException(
        op.name()
            + " of "
            + in.stream().map(INDArray::shapeInfoToString).toList()
            + ": has no value over no elements; give it an input without an extent of 0");
  }
}
