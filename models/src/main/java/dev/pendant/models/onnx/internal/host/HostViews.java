package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of {@link HostOperators} that only move values: most are a walk with strides. */
final class HostViews {

  private HostViews() {}

  static Map<String, HostOperator> rows() {
    Map<String, HostOperator> rows = new HashMap<>();
    rows.put("Unsqueeze", HostViews::unsqueeze);
    rows.put("Squeeze", HostViews::squeeze);
    rows.put("Reshape", HostViews::reshape);
    rows.put("Flatten", HostViews::flatten);
    rows.put("Transpose", HostViews::transpose);
    rows.put("Expand", HostViews::expand);
    rows.put("Slice", HostViews::slice);
    rows.put("Gather", HostViews::gather);
    rows.put("Concat", HostViews::concat);
    return rows;
  }

  private static HostArray unsqueeze(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    long[] axes = HostOperators.integers(attributes, inputs, "axes", 1);
    if (axes == null) {
      throw new ModelException("does not say which axes to add");
    }
    return x.withShape(Shapes.unsqueezed(x.shape(), axes));
  }

  private static HostArray squeeze(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    long[] axes = HostOperators.integers(attributes, inputs, "axes", 1);
    return x.withShape(Shapes.squeezed(x.shape(), axes == null ? new long[0] : axes));
  }

  private static HostArray reshape(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    long[] target = HostOperators.input(inputs, 1).integers();
    boolean allowZero = attributes.flag("allowzero", false);
    return x.withShape(Shapes.reshaped(x.shape(), target, allowZero));
  }

  private static HostArray flatten(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    return x.withShape(Shapes.flattened(x.shape(), attributes.integer("axis", 1)));
  }

  private static HostArray transpose(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    return Strides.permuted(x, Shapes.permutation(attributes, x.shape().rank()));
  }

  private static HostArray expand(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    Shape target = HostOperators.extents(HostOperators.input(inputs, 1).integers());
    Shape shape = Shapes.broadcast(x.shape(), target);
    return x.pick(shape, Strides.broadcast(x.shape(), shape));
  }

  private static HostArray slice(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    SliceRange[] ranges = SliceRange.of(attributes, x.shape(), inputs);
    long[] strides = x.shape().strides();
    long start = 0;
    for (int axis = 0; axis < ranges.length; axis++) {
      start += ranges[axis].start() * strides[axis];
      strides[axis] *= ranges[axis].step();
    }
    Shape shape = Shape.of(Arrays.stream(ranges).mapToLong(SliceRange::count).toArray());
    return x.pick(shape, Strides.walk(shape, start, strides));
  }

  private static HostArray gather(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(inputs);
    HostArray index = HostOperators.input(inputs, 1);
    int axis = Shapes.axis(attributes.integer("axis", 0), x.shape().rank());
    long[] picked = Shapes.indices(index, x.shape().get(axis));
    long inner = x.shape().strides()[axis];
    long extent = x.shape().get(axis);
    return x.pick(
        Shapes.gathered(x.shape(), axis, index.shape()),
        at ->
            (int)
                ((at / inner / picked.length * extent + picked[(int) (at / inner % picked.length)])
                        * inner
                    + at % inner));
  }

  private static HostArray concat(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray whole = HostOperators.first(inputs);
    int axis = Shapes.axis(attributes.integer("axis", 1), whole.shape().rank());
    for (int i = 1; i < inputs.size(); i++) {
      whole = joined(whole, HostOperators.input(inputs, i), axis);
    }
    return whole;
  }

  private static HostArray joined(HostArray a, HostArray b, int axis) {
    Shape shape = a.shape();
    if (a.type() != b.type()
        || b.shape().rank() != shape.rank()
        || !b.shape().with(axis, 0).equals(shape.with(axis, 0))) {
      throw new ModelException("does not join " + a + " and " + b + " along axis " + axis);
    }
    Shape out = shape.with(axis, shape.get(axis) + b.shape().get(axis));
    long inner = shape.strides()[axis];
    long left = shape.get(axis) * inner;
    long row = out.get(axis) * inner;
    long right = row - left;
    return a.type().isFloating()
        ? HostArray.numbers(
            a.type(),
            out,
            i ->
                i % row < left
                    ? a.number((int) (i / row * left + i % row))
                    : b.number((int) (i / row * right + i % row - left)))
        : HostArray.integers(
            a.type(),
            out,
            i ->
                i % row < left
                    ? a.integer((int) (i / row * left + i % row))
                    : b.integer((int) (i / row * right + i % row - left)));
  }
}
