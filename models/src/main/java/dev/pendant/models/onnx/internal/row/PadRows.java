package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.host.HostOperators;
import dev.pendant.models.onnx.internal.host.Shapes;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The row for borders: of one value, or of the picture's own. */
final class PadRows {

  private static final Set<String> MODES = Set.of("constant", "reflect", "edge", "wrap");

  private PadRows() {}

  static Map<String, Row> rows() {
    return Map.of("Pad", PadRows::pad);
  }

  /** Numbers are attributes before opset 11, then inputs; negative ones cut off. */
  private static Kernel pad(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    String mode = attributes.text("mode", "constant");
    node.check(MODES.contains(mode), "mode is " + mode + ", expected one of " + MODES);
    double fixed = attributes.number("value", 0);
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          List<@Nullable HostArray> in = arrays.apply(frame);
          HostArray value = in.size() > 2 ? in.get(2) : null;
          Border border = Border.of(attributes, x.shape(), in);
          return mode.equals("constant")
              ? constant(x, border, value == null ? fixed : value.single())
              : own(x, border, mode);
        });
  }

  /** How much goes before and after along each axis. */
  private record Border(long[] before, long[] after) {

    /** From all begins, then all ends, over the axes named or over all. */
    static Border of(OnnxAttributes attributes, Shape x, List<@Nullable HostArray> inputs) {
      long[] pads = HostOperators.integers(attributes, inputs, "pads", 1);
      long[] named = HostOperators.integers(attributes, inputs, "axes", 3);
      int[] axes =
          named == null ? IntStream.range(0, x.rank()).toArray() : Shapes.axes(named, x.rank());
      if (pads == null || pads.length != 2 * axes.length) {
        throw new ModelException("takes two pads per axis of " + x);
      }
      Border border = new Border(new long[x.rank()], new long[x.rank()]);
      for (int i = 0; i < axes.length; i++) {
        border.before[axes[i]] = Math.toIntExact(pads[i]);
        border.after[axes[i]] = Math.toIntExact(pads[i + axes.length]);
        long extent = x.get(axes[i]) + border.before[axes[i]] + border.after[axes[i]];
        if (extent < 0) {
          throw new ModelException("cuts more off axis " + axes[i] + " than " + x + " has");
        }
      }
      return border;
    }

    boolean isOfPicture() {
      return before.length == 4
          && IntStream.of(0, 1).allMatch(axis -> before[axis] == 0 && after[axis] == 0);
    }

    Padding padding() {
      return new Padding((int) before[2], (int) before[3], (int) after[2], (int) after[3]);
    }
  }

  private static Tensor constant(Tensor x, Border border, double value) {
    if (border.isOfPicture()) {
      return Operators.apply(new Op.Pad(border.padding(), value), x);
    }
    Tensor padded = x;
    for (int axis = 0; axis < border.before.length; axis++) {
      if (border.before[axis] != 0 || border.after[axis] != 0) {
        padded = Pieces.padded(padded, axis, border.before[axis], border.after[axis], value);
      }
    }
    return padded;
  }

  private static Tensor own(Tensor x, Border border, String mode) {
    Tensor padded = x;
    for (int axis = 0; axis < border.before.length; axis++) {
      if (border.before[axis] != 0 || border.after[axis] != 0) {
        long extent = x.shape().get(axis);
        if (extent == 0) {
          throw new ModelException("has nothing to repeat along axis " + axis + " of " + x.shape());
        }
        long[] picked =
            LongStream.range(-border.before[axis], extent + border.after[axis])
                .map(at -> source(at, extent, mode))
                .toArray();
        padded = Pieces.pick(padded, axis, picked);
      }
    }
    return padded;
  }

  /** The entry that stands at a place outside. */
  private static long source(long at, long extent, String mode) {
    return switch (mode) {
      case "edge" -> Math.max(0, Math.min(at, extent - 1));
      case "wrap" -> Math.floorMod(at, extent);
      default -> {
        long period = Math.max(1, 2 * (extent - 1));
        long there = Math.floorMod(at, period);
        yield Math.min(there, period - there);
      }
    };
  }
}
