package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.host.HostOperators;
import dev.pendant.models.onnx.internal.host.Shapes;
import dev.pendant.models.onnx.internal.host.SliceRange;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Rows that take parts of a tensor. */
final class SelectionRows {

  private SelectionRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "Slice", SelectionRows::slice,
        "Split", SelectionRows::split,
        "Gather", SelectionRows::gather);
  }

  private static Kernel slice(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          SliceRange[] ranges = SliceRange.of(attributes, x.shape(), arrays.apply(frame));
          for (int axis = 0; axis < ranges.length; axis++) {
            x = part(x, axis, ranges[axis]);
          }
          return x;
        });
  }

  private static Tensor part(Tensor x, int axis, SliceRange range) {
    return range.step() < 0
        ? Pieces.pick(x, axis, LongStream.range(0, range.count()).map(range::at).toArray())
        : Pieces.strided(x, axis, range.start(), range.count(), range.step());
  }

  /** Sizes are an attribute, then (13) an input; else equal parts, the last maybe smaller (18). */
  private static Kernel split(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    long along = attributes.integer("axis", 0);
    int parts = node.node().outputs().size();
    long stated = attributes.integer("num_outputs", parts);
    node.check(stated == parts, "num_outputs is " + stated + " with " + parts + " outputs");
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return frame -> {
      Tensor x = operand.in(frame);
      int axis = Shapes.axis(along, x.shape().rank());
      long extent = x.shape().get(axis);
      long[] sizes = HostOperators.integers(attributes, arrays.apply(frame), "split", 1);
      if (sizes == null) {
        sizes = equalParts(extent, parts);
      }
      if (sizes.length != parts || LongStream.of(sizes).sum() != extent) {
        throw new ModelException("its " + sizes.length + " parts do not add up to " + extent);
      }
      List<Tensor> outputs = new ArrayList<>();
      long start = 0;
      for (long size : sizes) {
        outputs.add(x.slice(axis, start, start + size));
        start += size;
      }
      return outputs;
    };
  }

  private static long[] equalParts(long extent, int parts) {
    long size = (extent + parts - 1) / parts;
    return LongStream.range(0, parts)
        .map(i -> Math.max(0, Math.min(size, extent - i * size)))
        .toArray();
  }

  /** The index may have any rank here; the operator takes a flat one. */
  private static Kernel gather(NodeSetup node) {
    long along = node.attributes().integer("axis", 0);
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          HostArray index = HostOperators.input(arrays.apply(frame), 1);
          int axis = Shapes.axis(along, x.shape().rank());
          Tensor flat = Pieces.pick(x, axis, Shapes.indices(index, x.shape().get(axis)));
          Shape shape = Shapes.gathered(x.shape(), axis, index.shape());
          return index.shape().rank() == 1 ? flat : flat.reshape(shape.toArray());
        });
  }
}
