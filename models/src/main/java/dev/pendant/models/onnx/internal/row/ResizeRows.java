package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.host.Shapes;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows for pictures at another size. Each axis by itself: nearest values are picked, all other
 * modes are a product with a matrix of the weights.
 */
final class ResizeRows {

  private static final int CHOICES = 11;

  private ResizeRows() {}

  static Map<String, Row> rows() {
    return Map.of("Resize", ResizeRows::resize, "Upsample", ResizeRows::resize);
  }

  private static Kernel resize(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    node.check(!attributes.flag("antialias", false), "antialias is not supported");
    Sampling sampling = Sampling.of(node, node.since(CHOICES));
    // Upsample has its scales where Resize has a region until opset 10.
    int scales = node.since(CHOICES) ? 2 : 1;
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          List<@Nullable HostArray> in = arrays.apply(frame);
          Target target = target(attributes, x.shape(), in, scales);
          for (int axis = 0; axis < x.shape().rank(); axis++) {
            x = resized(x, axis, target, sampling);
          }
          return x;
        });
  }

  private record Target(long[] extents, float[] scales) {}

  private static Target target(
      OnnxAttributes attributes, Shape x, List<@Nullable HostArray> in, int scalesAt) {
    long[] named = attributes.integers("axes");
    int[] axes = Shapes.axes(named == null ? Shapes.allAxes(x.rank()) : named, x.rank());
    Target target = new Target(x.toArray(), new float[x.rank()]);
    Arrays.fill(target.scales, 1);
    HostArray sizes = in.size() > 3 ? in.get(3) : null;
    if (sizes != null && sizes.size() > 0) {
      long[] asked = sizes.integers();
      check(asked.length, axes, x);
      double kept = keptScale(attributes, x, axes, asked);
      for (int i = 0; i < axes.length; i++) {
        long extent = x.get(axes[i]);
        target.extents[axes[i]] = Double.isNaN(kept) ? asked[i] : Math.round(kept * extent);
        target.scales[axes[i]] = Double.isNaN(kept) ? (float) asked[i] / extent : (float) kept;
      }
      return target;
    }
    float[] scales = scales(attributes, in, scalesAt);
    check(scales.length, axes, x);
    for (int i = 0; i < axes.length; i++) {
      target.scales[axes[i]] = scales[i];
      target.extents[axes[i]] = (long) Math.floor(x.get(axes[i]) * scales[i]);
    }
    return target;
  }

  private static void check(int count, int[] axes, Shape x) {
    if (count != axes.length) {
      throw new ModelException("names " + count + " sizes for " + axes.length + " axes of " + x);
    }
  }

  /** One scale for all axes where the file asks for that, else not a number. */
  private static double keptScale(OnnxAttributes attributes, Shape x, int[] axes, long[] asked) {
    String policy = attributes.text("keep_aspect_ratio_policy", "stretch");
    double kept = Double.NaN;
    for (int i = 0; i < axes.length && !policy.equals("stretch"); i++) {
      double scale = (float) asked[i] / x.get(axes[i]);
      boolean first = Double.isNaN(kept);
      boolean larger = policy.equals("not_smaller");
      kept = first ? scale : larger ? Math.max(kept, scale) : Math.min(kept, scale);
    }
    return kept;
  }

  private static float[] scales(
      OnnxAttributes attributes, List<@Nullable HostArray> in, int scalesAt) {
    float[] fixed = attributes.numbers("scales");
    HostArray given = in.size() > scalesAt ? in.get(scalesAt) : null;
    if (fixed != null) {
      return fixed;
    }
    if (given == null) {
      throw new ModelException("has neither scales nor sizes");
    }
    float[] scales = new float[given.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (float) given.number(i);
    }
    return scales;
  }

  private static Tensor resized(Tensor x, int axis, Target target, Sampling sampling) {
    int from = x.shape().getInt(axis);
    int to = Math.toIntExact(target.extents[axis]);
    float scale = target.scales[axis];
    if (from == to && scale == 1) {
      return x;
    }
    if (to < 1 || from < 1 || !(scale > 0)) {
      throw new ModelException("cannot bring axis " + axis + " of " + x.shape() + " to " + to);
    }
    if (sampling.isNearest()) {
      return Pieces.pick(x, axis, sampling.nearest(from, to, scale));
    }
    HostArray matrix = HostArray.of(Shape.of(to, from), sampling.weights(from, to, scale));
    List<Integer> order = Pieces.toEnd(axis, x.shape().rank());
    Tensor last = Pieces.permuted(x, order);
    Tensor mixed = Operators.apply(new Op.Linear(), last, Pieces.constant(x, matrix));
    return Pieces.permuted(mixed, Pieces.inverse(order));
  }
}
