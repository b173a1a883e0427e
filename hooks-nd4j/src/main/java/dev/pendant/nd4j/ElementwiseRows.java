package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.binary;
import static dev.pendant.nd4j.Arithmetic.div;
import static dev.pendant.nd4j.Arithmetic.mask;
import static dev.pendant.nd4j.Arithmetic.mul;
import static dev.pendant.nd4j.Arithmetic.sumTo;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Ceil;
import org.nd4j.linalg.api.ops.impl.transforms.same.Floor;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;

/**
 * Arithmetic and elementary functions. Gradients of the two-operand rows are composed, because
 * ND4J's own compute both where often one is wanted.
 */
final class ElementwiseRows {

  private ElementwiseRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.Add.class, op -> broadcasting("add", (s, p) -> p.g(), (s, p) -> p.g()))
        .row(
            Op.Sub.class,
            op -> broadcasting("subtract", (s, p) -> p.g(), (s, p) -> negative(s, p.g())))
        .row(
            Op.Mul.class,
            op ->
                broadcasting(
                    "multiply",
                    (s, p) -> mul(s, p.g(), p.input(1)),
                    (s, p) -> mul(s, p.g(), p.input(0))))
        .row(
            Op.Div.class,
            op ->
                broadcasting(
                    "divide",
                    (s, p) -> div(s, p.g(), p.input(1)),
                    (s, p) -> negative(s, div(s, mul(s, p.g(), p.y()), p.input(1)))))
        .row(
            Op.Pow.class,
            op -> broadcasting("Pow", ElementwiseRows::powBase, ElementwiseRows::powExponent))
        .row(Op.Maximum.class, op -> extremum("maximum", "greater", "greater_equal"))
        .row(Op.Minimum.class, op -> extremum("minimum", "less", "less_equal"))
        .row(
            Op.Neg.class,
            op -> Kernel.unary(ElementwiseRows::negative, (s, p) -> negative(s, p.g())))
        .row(
            Op.Exp.class,
            op -> Kernel.unary((s, x) -> s.transform(Exp::new, x), (s, p) -> mul(s, p.g(), p.y())))
        .row(
            Op.Log.class,
            op -> Kernel.unary((s, x) -> s.transform(Log::new, x), (s, p) -> div(s, p.g(), p.x())))
        .row(
            Op.Sqrt.class,
            op ->
                Kernel.unary(
                    (s, x) -> s.transform(Sqrt::new, x),
                    (s, p) -> div(s, mul(s, p.g(), 0.5), p.y())))
        .row(
            Op.Abs.class,
            op ->
                Kernel.unary(
                    (s, x) -> s.transform(Abs::new, x),
                    (s, p) -> mul(s, p.g(), s.transform(Sign::new, p.x()))))
        .row(
            Op.Erf.class,
            op ->
                Kernel.unary(
                    (s, x) -> s.transform(Erf::new, x),
                    (s, p) ->
                        mul(
                            s,
                            mul(s, p.g(), 2 / Math.sqrt(Math.PI)),
                            s.transform(Exp::new, negative(s, mul(s, p.x(), p.x()))))))
        .row(
            Op.Sin.class,
            op ->
                Kernel.unary(
                    (s, x) -> s.transform(Sin::new, x),
                    (s, p) -> mul(s, p.g(), s.transform(Cos::new, p.x()))))
        .row(
            Op.Cos.class,
            op ->
                Kernel.unary(
                    (s, x) -> s.transform(Cos::new, x),
                    (s, p) -> negative(s, mul(s, p.g(), s.transform(Sin::new, p.x())))))
        .row(Op.Floor.class, op -> step(Floor::new))
        .row(Op.Ceil.class, op -> step(Ceil::new))
        .row(Op.Round.class, op -> step(Rint::new))
        .row(Op.Sign.class, op -> step(Sign::new))
        .row(Op.Where.class, op -> new Kernel(ElementwiseRows::where, ElementwiseRows::taken));
  }

  /** Flat but for jumps. */
  private static Kernel step(Scratch.Transform function) {
    return Kernel.unary((s, x) -> s.transform(function, x), (s, p) -> s.zerosLike(p.x()));
  }

  /** Native select does not broadcast. */
  private static INDArray where(Scratch s, List<INDArray> in) {
    return select(s, in.get(0), in.get(1), in.get(2));
  }

  private static INDArray select(Scratch s, INDArray holds, INDArray a, INDArray b) {
    long[] shape = Extents.broadcast(holds.shape(), Extents.broadcast(a.shape(), b.shape()));
    INDArray y = s.make(a.dataType(), shape);
    s.run(
        NativeCall.of("select"),
        y,
        Layout.expand(s, holds, shape),
        Layout.expand(s, a, shape),
        Layout.expand(s, b, shape));
    return y;
  }

  private static @Nullable INDArray[] taken(Scratch s, Pullback p) {
    INDArray none = s.scalar(p.g().dataType(), 0);
    INDArray holds = p.input(0);
    return new @Nullable INDArray[] {
      null,
      p.wants(1) ? sumTo(s, select(s, holds, p.g(), none), p.input(1).shape()) : null,
      p.wants(2) ? sumTo(s, select(s, holds, none, p.g()), p.input(2).shape()) : null
    };
  }

  private static INDArray negative(Scratch s, INDArray x) {
    return s.transform(Negative::new, x);
  }

  /** The gradients come in the output's shape and are summed back here. */
  private static Kernel broadcasting(
      String name, Kernel.UnaryBackward left, Kernel.UnaryBackward right) {
    return new Kernel(
        (s, in) -> binary(s, name, in.get(0), in.get(1)),
        (s, p) ->
            new @Nullable INDArray[] {
              p.wants(0) ? sumTo(s, left.of(s, p), p.input(0).shape()) : null,
              p.wants(1) ? sumTo(s, right.of(s, p), p.input(1).shape()) : null
            });
  }

  /** At a tie each side gets half, as in PyTorch. */
  private static Kernel extremum(String name, String strictly, String orEqual) {
    Kernel plain =
        broadcasting(
            name,
            (s, p) -> mul(s, p.g(), share(s, strictly, orEqual, p.input(0), p.input(1))),
            (s, p) -> mul(s, p.g(), share(s, strictly, orEqual, p.input(1), p.input(0))));
    return new Kernel((s, in) -> keepingNaN(s, plain.forward().of(s, in), in), plain.backward());
  }

  private static INDArray keepingNaN(Scratch s, INDArray output, List<INDArray> in) {
    INDArray ofLeft = NotANumber.kept(s, output, in.get(0), seen -> seen);
    return NotANumber.kept(s, ofLeft, in.get(1), seen -> seen);
  }

  private static INDArray share(
      Scratch s, String strictly, String orEqual, INDArray mine, INDArray other) {
    return mul(s, add(s, mask(s, strictly, mine, other), mask(s, orEqual, mine, other)), 0.5);
  }

  /** {@code b * a ** (b - 1)}, and 0 where b is 0 whatever a is. */
  private static INDArray powBase(Scratch s, Pullback p) {
    INDArray a = p.input(0);
    INDArray b = p.input(1);
    INDArray nonZero = mask(s, "not_equals", b, 0);
    INDArray exponent = mul(s, add(s, b, -1), nonZero);
    return mul(s, p.g(), mul(s, b, binary(s, "Pow", a, exponent)));
  }

  /** {@code y * ln(a)}, and 0 where a is 0 and b is not negative. */
  private static INDArray powExponent(Scratch s, Pullback p) {
    INDArray a = p.input(0);
    INDArray flat = mul(s, mask(s, "equals", a, 0), mask(s, "greater_equal", p.input(1), 0));
    INDArray safe = add(s, a, flat);
    return mul(s, p.g(), mul(s, p.y(), s.transform(Log::new, safe)));
  }
}
