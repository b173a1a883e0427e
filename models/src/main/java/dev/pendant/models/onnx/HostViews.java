package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
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

  // --- strides --------------------------------------------------------------------------------

  private static long[] strides(Shape shape) {
    long[] strides = new long[shape.rank()];
    long step = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= shape.get(axis);
    }
    return strides;
  }

  /** For each position of {@code shape}, where a walk with these strides is then. */
  private static IntUnaryOperator walk(Shape shape, long start, long[] strides) {
    long[] own = strides(shape);
    return position -> {
      long at = start;
      for (int axis = 0; axis < own.length; axis++) {
        at += position / own[axis] % shape.get(axis) * strides[axis];
      }
      return (int) at;
    };
  }

  /** From positions of the broadcast shape to those of an operand. */
  static IntUnaryOperator broadcast(Shape from, Shape to) {
    long[] own = strides(from);
    long[] strides = new long[to.rank()];
    for (int i = 1; i <= from.rank(); i++) {
      strides[to.rank() - i] = from.get(-i) == 1 ? 0 : own[from.rank() - i];
    }
    return walk(to, 0, strides);
  }

  /** Axes in another order, as {@link #transpose} and transposed weights need it. */
  static HostArray permuted(HostArray x, int[] axes) {
    long[] own = strides(x.shape());
    Shape shape = Shape.of(IntStream.of(axes).mapToLong(x.shape()::get).toArray());
    return x.pick(shape, walk(shape, 0, IntStream.of(axes).mapToLong(a -> own[a]).toArray()));
  }

  // --- rows -----------------------------------------------------------------------------------

  private static HostArray unsqueeze(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    long[] axes = HostOperators.integers(node, inputs, "axes", 1);
    if (axes == null) {
      throw new ModelException("does not say which axes to add");
    }
    return x.withShape(Shapes.unsqueezed(x.shape(), axes));
  }

  private static HostArray squeeze(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    long[] axes = HostOperators.integers(node, inputs, "axes", 1);
    return x.withShape(Shapes.squeezed(x.shape(), axes == null ? new long[0] : axes));
  }

  private static HostArray reshape(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    long[] target = HostOperators.input(node, inputs, 1).integers();
    boolean allowZero = node.attributes().flag("allowzero", false);
    return x.withShape(Shapes.reshaped(x.shape(), target, allowZero));
  }

  private static HostArray flatten(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    return x.withShape(Shapes.flattened(x.shape(), node.attributes().integer("axis", 1)));
  }

  private static HostArray transpose(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    return permuted(x, permutation(node, x.shape().rank()));
  }

  /** The attribute {@code perm}; reversed order where it is absent. */
  static int[] permutation(OnnxNode node, int rank) {
    long[] perm = node.attributes().integers("perm");
    int[] axes =
        perm == null
            ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()
            : Shapes.axes(perm, rank);
    if (axes.length != rank || IntStream.of(axes).distinct().count() != rank) {
      throw new ModelException("perm " + Arrays.toString(perm) + " does not fit rank " + rank);
    }
    return axes;
  }

  private static HostArray expand(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    Shape target = HostOperators.extents(HostOperators.input(node, inputs, 1).integers());
    Shape shape = Shapes.broadcast(x.shape(), target);
    return x.pick(shape, broadcast(x.shape(), shape));
  }

  private static HostArray slice(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    SliceRange[] ranges = ranges(node, x.shape(), inputs);
    long[] strides = strides(x.shape());
    long start = 0;
    for (int axis = 0; axis < ranges.length; axis++) {
      start += ranges[axis].start() * strides[axis];
      strides[axis] *= ranges[axis].step();
    }
    Shape shape = Shape.of(Arrays.stream(ranges).mapToLong(SliceRange::count).toArray());
    return x.pick(shape, walk(shape, start, strides));
  }

  /** What a Slice node keeps of a shape; inputs since opset 10, attributes before. */
  static SliceRange[] ranges(OnnxNode node, Shape shape, List<@Nullable HostArray> inputs) {
    long[] starts = HostOperators.integers(node, inputs, "starts", 1);
    long[] ends = HostOperators.integers(node, inputs, "ends", 2);
    if (starts == null || ends == null) {
      throw new ModelException("lacks starts or ends");
    }
    long[] axes = HostOperators.integers(node, inputs, "axes", 3);
    long[] steps = HostOperators.integers(node, inputs, "steps", 4);
    if (axes == null) {
      axes = IntStream.range(0, starts.length).asLongStream().toArray();
    }
    if (steps == null) {
      steps = new long[starts.length];
      Arrays.fill(steps, 1);
    }
    return SliceRange.of(shape, starts, ends, axes, steps);
  }

  private static HostArray gather(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray x = HostOperators.first(node, inputs);
    HostArray index = HostOperators.input(node, inputs, 1);
    int axis = Shapes.axis(node.attributes().integer("axis", 0), x.shape().rank());
    long[] picked = indices(index, x.shape().get(axis));
    long inner = strides(x.shape())[axis];
    long extent = x.shape().get(axis);
    return x.pick(
        gathered(x.shape(), axis, index.shape()),
        at ->
            (int)
                ((at / inner / picked.length * extent + picked[(int) (at / inner % picked.length)])
                        * inner
                    + at % inner));
  }

  /** Indices counted from the front, each inside the extent. */
  static long[] indices(HostArray index, long extent) {
    long[] picked = index.integers();
    for (int i = 0; i < picked.length; i++) {
      if (picked[i] < -extent || picked[i] >= extent) {
        throw new ModelException("index " + picked[i] + " is outside an extent of " + extent);
      }
      picked[i] += picked[i] < 0 ? extent : 0;
    }
    return picked;
  }

  /** The axis replaced by the index's own axes. */
  static Shape gathered(Shape shape, int axis, Shape index) {
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (i == axis) {
        index.stream().forEach(out::add);
      } else {
        out.add(shape.get(i));
      }
    }
    return Shape.of(out.stream().mapToLong(Long::longValue).toArray());
  }

  private static HostArray concat(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostArray whole = HostOperators.first(node, inputs);
    int axis = Shapes.axis(node.attributes().integer("axis", 1), whole.shape().rank());
    for (int i = 1; i < inputs.size(); i++) {
      whole = joined(whole, HostOperators.input(node, inputs, i), axis);
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
    long inner = strides(shape)[axis];
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
