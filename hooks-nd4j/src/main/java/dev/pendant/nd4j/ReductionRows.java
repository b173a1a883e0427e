package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.div;
import static dev.pendant.nd4j.Arithmetic.mul;
import static dev.pendant.nd4j.Arithmetic.sub;
import static dev.pendant.nd4j.Arithmetic.sum;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;

/** Reductions over axes, and the two softmax forms that normalise along one. */
final class ReductionRows {

  private ReductionRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.Sum.class, op -> reduction("reduce_sum", op))
        .row(Op.Mean.class, op -> reduction("reduce_mean", op))
        .row(Op.Max.class, ReductionRows::maximum)
        .row(Op.Norm2.class, Norm::of)
        .row(
            Op.Softmax.class,
            op ->
                Kernel.unary(
                    (s, x) -> softmax(s, x, op.axis()), (s, p) -> softmaxGradient(s, p, op.axis())))
        .row(
            Op.LogSoftmax.class,
            op ->
                Kernel.unary(
                    (s, x) ->
                        s.call(NativeCall.of("log_softmax").integers(op.axis()), x.shape(), x),
                    (s, p) -> logSoftmaxGradient(s, p, op.axis())));
  }

  private static Kernel maximum(Op.Max op) {
    Kernel plain = reduction("reduce_max", op);
    return new Kernel(
        (s, in) ->
            NotANumber.kept(
                s,
                plain.forward().of(s, in),
                in.get(0),
                seen -> plain.forward().of(s, List.of(seen))),
        plain.backward());
  }

  private static Kernel reduction(String name, Op.Reduction op) {
    long[] axes = Extents.axes(op.axes());
    if (axes.length == 0) {
      // Only a scalar has no axes: there is nothing to reduce.
      return Kernel.unary((s, x) -> x, (s, p) -> p.g());
    }
    NativeCall forward = NativeCall.of(name).integers(axes).flags(op.keepDims());
    NativeCall backward = NativeCall.of(name + "_bp").integers(axes).flags(op.keepDims());
    return Kernel.unary(
        (s, x) -> s.call(forward, Extents.reduced(x.shape(), axes, op.keepDims()), x),
        (s, p) -> s.call(backward, p.x().shape(), p.x(), p.g()));
  }

  /** Composed: ND4J's own turns NaN into 0, and is wrong for numbers as small as -1e30. */
  private static INDArray softmax(Scratch s, INDArray x, int axis) {
    long[] one = Extents.with(x.shape(), axis, 1);
    INDArray most = s.call(NativeCall.of("reduce_max").integers(axis).flags(true), one, x);
    INDArray powers = s.transform(Exp::new, sub(s, x, most));
    return div(s, powers, sum(s, powers, axis));
  }

  private static INDArray softmaxGradient(Scratch s, Pullback p, int axis) {
    INDArray weighted = sum(s, mul(s, p.g(), p.y()), axis);
    return mul(s, p.y(), sub(s, p.g(), weighted));
  }

  private static INDArray logSoftmaxGradient(Scratch s, Pullback p, int axis) {
    INDArray probability = s.transform(Exp::new, p.y());
    return sub(s, p.g(), mul(s, probability, sum(s, p.g(), axis)));
  }
}
