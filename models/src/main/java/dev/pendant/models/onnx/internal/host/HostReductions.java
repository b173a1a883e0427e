package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows of {@link HostOperators} that reduce over axes: counts, extents, sums of weights. */
final class HostReductions {

  private HostReductions() {}

  static Map<String, HostOperator> rows() {
    return Map.of(
        "ReduceProd", reduction(new Step(1, Math::multiplyExact, 1, (a, b) -> a * b)),
        "ReduceSum", reduction(new Step(0, Math::addExact, 0, Double::sum)),
        "ReduceMax",
            reduction(new Step(Long.MIN_VALUE, Math::max, Double.NEGATIVE_INFINITY, Math::max)),
        "ReduceMin",
            reduction(new Step(Long.MAX_VALUE, Math::min, Double.POSITIVE_INFINITY, Math::min)));
  }

  /** What a value adds to the result so far, which begins as {@code start}. */
  private record Step(
      long start, LongBinaryOperator integers, double from, DoubleBinaryOperator numbers) {}

  private static HostOperator reduction(Step step) {
    return (attributes, inputs) -> reduced(attributes, inputs, step);
  }

  private static HostArray reduced(
      OnnxAttributes attributes, List<@Nullable HostArray> inputs, Step step) {
    HostArray x = HostOperators.first(inputs);
    long[] named = HostOperators.integers(attributes, inputs, "axes", 1);
    boolean all = named == null || named.length == 0;
    if (all && attributes.flag("noop_with_empty_axes", false)) {
      return x;
    }
    int rank = x.shape().rank();
    int[] axes =
        Shapes.axes(named == null || named.length == 0 ? Shapes.allAxes(rank) : named, rank);
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    HostArray result = x.type().isFloating() ? numbers(x, kept, step) : integers(x, kept, step);
    return attributes.flag("keepdims", true)
        ? result
        : result.withShape(
            axes.length == 0
                ? kept
                : Shapes.squeezed(kept, Arrays.stream(axes).asLongStream().toArray()));
  }

  private static HostArray numbers(HostArray x, Shape kept, Step step) {
    double[] out = new double[(int) kept.elements()];
    Arrays.fill(out, step.from);
    IntUnaryOperator target = Strides.broadcast(kept, x.shape());
    for (int i = 0; i < x.size(); i++) {
      int at = target.applyAsInt(i);
      out[at] = step.numbers.applyAsDouble(out[at], x.number(i));
    }
    return HostArray.numbers(x.type(), kept, i -> out[i]);
  }

  private static HostArray integers(HostArray x, Shape kept, Step step) {
    long[] values = x.integers();
    long[] out = new long[(int) kept.elements()];
    Arrays.fill(out, step.start);
    IntUnaryOperator target = Strides.broadcast(kept, x.shape());
    for (int i = 0; i < values.length; i++) {
      int at = target.applyAsInt(i);
      out[at] = step.integers.applyAsLong(out[at], values[i]);
    }
    return HostArray.of(kept, out);
  }
}
