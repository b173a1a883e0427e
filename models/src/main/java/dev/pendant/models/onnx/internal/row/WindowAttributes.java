package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The attributes that convolutions and pools share: kernel, strides, dilations and the four ways to
 * say padding.
 *
 * @param stated one window per spatial axis
 * @param autoPad {@code NOTSET} means the stated padding holds
 */
record WindowAttributes(List<AxisWindow> stated, String autoPad) {

  private static final Set<String> AUTO_PADS =
      Set.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
  private static final int LARGEST = 1 << 20;

  WindowAttributes {
    stated = List.copyOf(stated);
  }

  static WindowAttributes of(NodeSetup node, long[] kernel) {
    int axes = kernel.length;
    node.check(
        axes >= 1 && axes <= 3, "its window has " + axes + " axes; 1, 2 and 3 are supported");
    String autoPad = node.attributes().text("auto_pad", "NOTSET");
    node.check(AUTO_PADS.contains(autoPad), "auto_pad is " + autoPad + ", expected " + AUTO_PADS);
    long[] strides = entries(node, "strides", axes, 1);
    long[] dilations = entries(node, "dilations", axes, 1);
    long[] pads = entries(node, "pads", 2 * axes, 0);
    List<AxisWindow> windows = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      windows.add(
          new AxisWindow(
              small(node, "kernel_shape", kernel[i], 1),
              small(node, "strides", strides[i], 1),
              small(node, "dilations", dilations[i], 1),
              small(node, "pads", pads[i], 0),
              small(node, "pads", pads[i + axes], 0)));
    }
    return new WindowAttributes(windows, autoPad);
  }

  /** An attribute of so many extents. */
  static long[] entries(NodeSetup node, String attribute, int count, long otherwise) {
    long[] values = node.attributes().integers(attribute);
    if (values == null) {
      values = new long[count];
      Arrays.fill(values, otherwise);
    }
    node.check(
        values.length == count,
        attribute + " has " + values.length + " entries, expected " + count);
    return values;
  }

  static int small(NodeSetup node, String attribute, long value, int least) {
    node.check(
        value >= least && value <= LARGEST,
        attribute + " holds " + value + ", expected at least " + least);
    return (int) value;
  }

  /** The windows on an input [n, c, ...]: {@code SAME} depends on its extents. */
  List<AxisWindow> on(Shape x) {
    check(x);
    List<AxisWindow> windows = new ArrayList<>();
    for (int i = 0; i < stated.size(); i++) {
      AxisWindow window = stated.get(i);
      windows.add(
          switch (autoPad) {
            case "NOTSET" -> window;
            case "VALID" -> window.padded(0, 0);
            default -> window.same(x.get(i + 2), autoPad.equals("SAME_UPPER"));
          });
    }
    return windows;
  }

  void check(Shape x) {
    if (x.rank() != stated.size() + 2) {
      throw new ModelException(
          "takes an input of rank " + (stated.size() + 2) + " ([n, c, ...]), got " + x);
    }
  }

  // --- two windows as the operators take them -------------------------------------------------

  static Size kernel(AxisWindow rows, AxisWindow columns) {
    return new Size(rows.kernel(), columns.kernel());
  }

  static Size stride(AxisWindow rows, AxisWindow columns) {
    return new Size(rows.stride(), columns.stride());
  }

  static Size dilation(AxisWindow rows, AxisWindow columns) {
    return new Size(rows.dilation(), columns.dilation());
  }

  static Padding padding(AxisWindow rows, AxisWindow columns) {
    return new Padding(rows.before(), columns.before(), rows.after(), columns.after());
  }
}
