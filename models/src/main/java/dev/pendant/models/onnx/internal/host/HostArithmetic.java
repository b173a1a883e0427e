package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
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
    rows.put("Pow", HostArithmetic::power);
    rows.put("Mod", HostArithmetic::modulo);
    rows.put("Min", variadic(binary(Math::min, Math::min)));
    rows.put("Max", variadic(binary(Math::max, Math::max)));
    rows.put("Sum", variadic(binary(Double::sum, Math::addExact)));
    rows.put("Equal", comparison((a, b) -> a == b ? 1 : 0));
    rows.put("Less", comparison((a, b) -> a < b ? 1 : 0));
    rows.put("Greater", comparison((a, b) -> a > b ? 1 : 0));
    rows.put("LessOrEqual", comparison((a, b) -> a <= b ? 1 : 0));
    rows.put("GreaterOrEqual", comparison((a, b) -> a >= b ? 1 : 0));
    rows.put("And", comparison((a, b) -> a * b));
    rows.put("Or", comparison(Math::max));
    rows.put("Xor", comparison((a, b) -> a == b ? 0 : 1));
    rows.put("Not", HostArithmetic::not);
    rows.put("Neg", unary(x -> -x, Math::negateExact));
    rows.put("Abs", unary(Math::abs, Math::absExact));
    rows.put("Floor", floating(Math::floor));
    rows.put("Ceil", floating(Math::ceil));
    rows.put("Sqrt", floating(Math::sqrt));
    rows.put("Exp", floating(Math::exp));
    rows.put("Log", floating(Math::log));
    rows.put("Where", HostArithmetic::where);
    return rows;
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

  private static HostOperator unary(DoubleUnaryOperator numbers, LongUnaryOperator integers) {
    return (attributes, inputs) -> {
      HostArray x = HostOperators.first(inputs);
      return x.type().isFloating()
          ? HostArray.numbers(x.type(), x.shape(), i -> numbers.applyAsDouble(x.number(i)))
          : HostArray.integers(x.type(), x.shape(), i -> integers.applyAsLong(x.integer(i)));
    };
  }

  private static HostOperator floating(DoubleUnaryOperator function) {
    return (attributes, inputs) -> {
      HostArray x = HostOperators.first(inputs);
      if (!x.type().isFloating()) {
        throw new ModelException("takes floating values, got " + x);
      }
      return HostArray.numbers(x.type(), x.shape(), i -> function.applyAsDouble(x.number(i)));
    };
  }

  /** The same operator between the result so far and each further input. */
  private static HostOperator variadic(HostOperator operator) {
    return (attributes, inputs) -> {
      HostArray result = HostOperators.first(inputs);
      for (int i = 1; i < inputs.size(); i++) {
        result = operator.apply(attributes, List.of(result, HostOperators.input(inputs, i)));
      }
      return result;
    };
  }

  /** Base and exponent may be of different types; the result has the base's. */
  private static HostArray power(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray a = HostOperators.first(inputs);
    HostArray b = HostOperators.input(inputs, 1);
    Shape shape = Shapes.broadcast(a.shape(), b.shape());
    IntUnaryOperator left = Strides.broadcast(a.shape(), shape);
    IntUnaryOperator right = Strides.broadcast(b.shape(), shape);
    IntToDoubleFunction value =
        i -> Math.pow(a.number(left.applyAsInt(i)), b.number(right.applyAsInt(i)));
    return a.type().isFloating()
        ? HostArray.numbers(a.type(), shape, value)
        : HostArray.integers(a.type(), shape, i -> (long) value.applyAsDouble(i));
  }

  /** The sign is the divisor's, or with {@code fmod} the dividend's. */
  private static HostArray modulo(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostOperator operator =
        attributes.flag("fmod", false)
            ? binary((a, b) -> a % b, (a, b) -> a % b)
            : binary((a, b) -> a - Math.floor(a / b) * b, Math::floorMod);
    return operator.apply(attributes, inputs);
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
