package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Elementwise rows of {@link HostOperators}, with broadcasting; integers stay exact. */
final class HostArithmetic {

  private HostArithmetic() {}

  static Map<String, HostOperator> rows() {
    Map<String, HostOperator> rows = new HashMap<>();
    rows.put("Add", binary(Double::sum, Math::addExact));
    rows.put("Sub", binary((a, b) -> a - b, Math::subtractExact));
    rows.put("Mul", binary((a, b) -> a * b, Math::multiplyExact));
    rows.put("Div", binary((a, b) -> a / b, (a, b) -> a / b));
    rows.put("Mod", binary(HostArithmetic::modulo, Math::floorMod));
    rows.put("Equal", comparison((a, b) -> a == b ? 1 : 0));
    rows.put("Less", comparison((a, b) -> a < b ? 1 : 0));
    rows.put("Greater", comparison((a, b) -> a > b ? 1 : 0));
    rows.put("Not", HostArithmetic::not);
    rows.put("Neg", HostArithmetic::negated);
    rows.put("Sqrt", HostArithmetic::root);
    rows.put("Where", HostArithmetic::where);
    return rows;
  }

  private static double modulo(double a, double b) {
    return a - Math.floor(a / b) * b;
  }

  private static HostOperator binary(DoubleBinaryOperator numbers, LongBinaryOperator integers) {
    return (attributes, inputs) -> {
      HostArray a = HostOperators.first(inputs);
      HostArray b = HostOperators.input(inputs, 1);
      if (a.type() != b.type() || a.type() == DType.BOOL) {
        throw new ModelException("takes numbers of one type, got " + a + " and " + b);
      }
      Shape shape = Shapes.broadcast(a.shape(), b.shape());
      IntUnaryOperator left = Strides.broadcast(a.shape(), shape);
      IntUnaryOperator right = Strides.broadcast(b.shape(), shape);
      return a.type().isFloating()
          ? HostArray.numbers(
              a.type(),
              shape,
              i ->
                  numbers.applyAsDouble(
                      a.number(left.applyAsInt(i)), b.number(right.applyAsInt(i))))
          : HostArray.integers(
              a.type(),
              shape,
              i ->
                  integers.applyAsLong(
                      a.integer(left.applyAsInt(i)), b.integer(right.applyAsInt(i))));
    };
  }

  /** To booleans; a double holds every integer that a shape can have. */
  private static HostOperator comparison(DoubleBinaryOperator zeroOrOne) {
    return (attributes, inputs) -> {
      HostArray a = HostOperators.first(inputs);
      HostArray b = HostOperators.input(inputs, 1);
      Shape shape = Shapes.broadcast(a.shape(), b.shape());
      IntUnaryOperator left = Strides.broadcast(a.shape(), shape);
      IntUnaryOperator right = Strides.broadcast(b.shape(), shape);
      return HostArray.integers(
          DType.BOOL,
          shape,
          i ->
              (long)
                  zeroOrOne.applyAsDouble(
                      a.number(left.applyAsInt(i)), b.number(right.applyAsInt(i))));
    };
  }

  private static HostArray not(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    return HostArray.integers(DType.BOOL, x.shape(), i -> x.integer(i) == 0 ? 1 : 0);
  }

  private static HostArray negated(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    return x.type().isFloating()
        ? HostArray.numbers(x.type(), x.shape(), i -> -x.number(i))
        : HostArray.integers(x.type(), x.shape(), i -> -x.integer(i));
  }

  private static HostArray root(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    if (!x.type().isFloating()) {
      throw new ModelException("takes floating values, got " + x);
    }
    return HostArray.numbers(x.type(), x.shape(), i -> Math.sqrt(x.number(i)));
  }

  private static HostArray where(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray condition = HostOperators.first(inputs);
    HostArray a = HostOperators.input(inputs, 1);
    HostArray b = HostOperators.input(inputs, 2);
    Shape shape = Shapes.broadcast(condition.shape(), Shapes.broadcast(a.shape(), b.shape()));
    IntUnaryOperator which = Strides.broadcast(condition.shape(), shape);
    IntUnaryOperator left = Strides.broadcast(a.shape(), shape);
    IntUnaryOperator right = Strides.broadcast(b.shape(), shape);
    return a.type().isFloating()
        ? HostArray.numbers(
            a.type(),
            shape,
            i ->
                condition.integer(which.applyAsInt(i)) != 0
                    ? a.number(left.applyAsInt(i))
                    : b.number(right.applyAsInt(i)))
        : HostArray.integers(
            a.type(),
            shape,
            i ->
                condition.integer(which.applyAsInt(i)) != 0
                    ? a.integer(left.applyAsInt(i))
                    : b.integer(right.applyAsInt(i)));
  }
}
