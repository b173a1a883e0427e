package dev.pendant.models.onnx;

import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import java.util.Set;

/**
 * The attributes that convolutions and pools share: kernel, strides, dilations and the four ways to
 * say padding.
 *
 * @param autoPad {@code NOTSET} means {@code explicit} holds
 */
record WindowAttributes(Size kernel, Size stride, Size dilation, Padding explicit, String autoPad) {

  private static final Set<String> AUTO_PADS =
      Set.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");

  static WindowAttributes of(NodeSetup node, Size kernel) {
    String autoPad = node.attributes().text("auto_pad", "NOTSET");
    node.check(AUTO_PADS.contains(autoPad), "auto_pad is " + autoPad + ", expected " + AUTO_PADS);
    return new WindowAttributes(
        kernel, size(node, "strides"), size(node, "dilations"), padding(node), autoPad);
  }

  /** An attribute of two extents, 1 x 1 where it is absent. */
  private static Size size(NodeSetup node, String attribute) {
    long[] values = node.attributes().integers(attribute);
    return values == null ? Size.ONE : size(node, attribute, values);
  }

  static Size size(NodeSetup node, String attribute, long[] values) {
    node.check(
        values.length == 2,
        attribute + " has " + values.length + " entries; only pictures (2 axes) are supported");
    return new Size(small(node, attribute, values[0], 1), small(node, attribute, values[1], 1));
  }

  private static Padding padding(NodeSetup node) {
    long[] pads = node.attributes().integers("pads");
    if (pads == null) {
      return Padding.NONE;
    }
    node.check(pads.length == 4, "pads has " + pads.length + " entries, expected 4");
    return new Padding(
        small(node, "pads", pads[0], 0),
        small(node, "pads", pads[1], 0),
        small(node, "pads", pads[2], 0),
        small(node, "pads", pads[3], 0));
  }

  private static int small(NodeSetup node, String attribute, long value, int least) {
    node.check(
        value >= least && value <= 1 << 20,
        attribute + " holds " + value + ", expected at least " + least);
    return (int) value;
  }

  /** The padding for a picture of this shape: {@code SAME} depends on it. */
  Padding padding(Shape x) {
    return switch (autoPad) {
      case "VALID" -> Padding.NONE;
      case "NOTSET" -> explicit;
      default -> {
        int rows = missing(x.get(2), kernel.height(), stride.height(), dilation.height());
        int columns = missing(x.get(3), kernel.width(), stride.width(), dilation.width());
        // An odd one goes after the picture in SAME_UPPER, before it in SAME_LOWER.
        boolean upper = autoPad.equals("SAME_UPPER");
        int top = upper ? rows / 2 : rows - rows / 2;
        int left = upper ? columns / 2 : columns - columns / 2;
        yield new Padding(top, left, rows - top, columns - left);
      }
    };
  }

  /** Rows or columns to add so that the output has {@code ceil(extent / stride)}. */
  private static int missing(long extent, int kernel, int stride, int dilation) {
    long outputs = (extent + stride - 1) / stride;
    long needed = (outputs - 1) * stride + (long) dilation * (kernel - 1) + 1;
    return (int) Math.max(0, needed - extent);
  }
}
