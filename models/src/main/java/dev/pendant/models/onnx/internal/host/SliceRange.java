package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The positions one axis of a Slice keeps: {@code start, start + step, ...}, all inside the extent.
 *
 * @param step not 0; negative goes backwards
 */
public record SliceRange(long start, long step, long count) {

  /** The position of one of those kept. */
  public long at(long index) {
    return start + index * step;
  }

  /** As Python reads them: negative counts from the end, past the end stops at it. */
  static SliceRange of(long start, long end, long step, long extent) {
    if (step == 0 || step == Long.MIN_VALUE) {
      throw new ModelException("a slice with step " + step + " has no meaning");
    }
    long lowest = step > 0 ? 0 : -1;
    long highest = step > 0 ? extent : extent - 1;
    long from = clamp(start, extent, Math.max(lowest, 0), highest);
    long to = clamp(end, extent, lowest, highest);
    long distance = step > 0 ? to - from : from - to;
    long count = distance <= 0 ? 0 : (distance - 1) / Math.abs(step) + 1;
    return new SliceRange(from, step, count);
  }

  private static long clamp(long position, long extent, long lowest, long highest) {
    long at = position < 0 ? position + extent : position;
    return Math.max(lowest, Math.min(at, highest));
  }

  /** One range per axis of the shape, whole where the slice names none. */
  static SliceRange[] of(Shape shape, long[] starts, long[] ends, long[] axes, long[] steps) {
    if (starts.length != ends.length
        || starts.length != axes.length
        || starts.length != steps.length) {
      throw new ModelException("a slice's starts, ends, axes and steps must be equally long");
    }
    SliceRange[] ranges = new SliceRange[shape.rank()];
    Arrays.setAll(ranges, axis -> new SliceRange(0, 1, shape.get(axis)));
    for (int i = 0; i < axes.length; i++) {
      int axis = Shapes.axis(axes[i], shape.rank());
      ranges[axis] = of(starts[i], ends[i], steps[i], shape.get(axis));
    }
    return ranges;
  }

  /** What a Slice node keeps of a shape; inputs since opset 10, attributes before. */
  public static SliceRange[] of(
      OnnxAttributes attributes, Shape shape, List<@Nullable HostArray> inputs) {
    long[] starts = HostOperators.integers(attributes, inputs, "starts", 1);
    long[] ends = HostOperators.integers(attributes, inputs, "ends", 2);
    if (starts == null || ends == null) {
      throw new ModelException("lacks starts or ends");
    }
    long[] axes = HostOperators.integers(attributes, inputs, "axes", 3);
    long[] steps = HostOperators.integers(attributes, inputs, "steps", 4);
    if (axes == null) {
      axes = IntStream.range(0, starts.length).asLongStream().toArray();
    }
    if (steps == null) {
      steps = new long[starts.length];
      Arrays.fill(steps, 1);
    }
    return of(shape, starts, ends, axes, steps);
  }
}
