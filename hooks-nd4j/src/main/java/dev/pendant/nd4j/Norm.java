package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.div;
import static dev.pendant.nd4j.Arithmetic.mask;
import static dev.pendant.nd4j.Arithmetic.mul;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;

/** Euclidean length. ND4J's gradient of it is NaN where the length is 0: composed. */
final class Norm {

  private Norm() {}

  static Kernel of(Op.Norm2 op) {
    return Kernel.unary((s, x) -> forward(s, x, op), (s, p) -> gradient(s, p, op));
  }

  private static INDArray forward(Scratch s, INDArray x, Op.Norm2 op) {
    if (x.rank() == 0) {
      return s.transform(Abs::new, x);
    }
    long[] axes = Extents.axes(op.axes());
    return s.call(
        NativeCall.of("reduce_norm2").integers(axes).flags(op.keepDims()),
        Extents.reduced(x.shape(), axes, op.keepDims()),
        x);
  }

  private static INDArray gradient(Scratch s, Pullback p, Op.Norm2 op) {
    long[] kept = Extents.reduced(p.x().shape(), Extents.axes(op.axes()), true);
    INDArray length = Extents.view(p.y(), kept);
    INDArray divisor = add(s, length, mask(s, "equals", length, 0));
    return mul(s, p.x(), div(s, Extents.view(p.g(), kept), divisor));
  }
}
