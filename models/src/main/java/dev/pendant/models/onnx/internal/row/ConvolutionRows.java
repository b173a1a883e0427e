package dev.pendant.models.onnx.internal.row;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding3d;
import dev.pendant.op.Size3d;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows for convolutions along one, two and three axes; the backends have two. */
final class ConvolutionRows {

  private ConvolutionRows() {}

  static Map<String, Row> rows() {
    return Map.of("Conv", ConvolutionRows::conv);
  }

  private static Kernel conv(NodeSetup node) {
    Shape weight = node.required(1, "weight").shape();
    int groups = groups(node, weight, 0);
    WindowAttributes window = WindowAttributes.of(node, kernel(node, weight));
    Operand x = node.x();
    Operand w = node.tensor(1, "weight");
    Operand bias = node.has(2) ? node.tensor(2, "bias") : null;
    return Kernel.of(
        frame -> {
          Tensor in = x.in(frame);
          return convolved(
              in, w.in(frame), bias == null ? null : bias.in(frame), window.on(in.shape()), groups);
        });
  }

  /** The weight's trailing extents; the attribute may repeat them. */
  static long[] kernel(NodeSetup node, Shape weight) {
    node.check(
        weight.rank() >= 3 && weight.rank() <= 5,
        "its weight has shape " + weight + ", expected rank 3, 4 or 5");
    long[] kernel = weight.stream().skip(2).toArray();
    long[] stated = node.attributes().integers("kernel_shape");
    node.check(
        stated == null || Arrays.equals(stated, kernel),
        "kernel_shape does not fit the weight " + weight);
    return kernel;
  }

  static int groups(NodeSetup node, Shape weight, int outputs) {
    long groups = node.attributes().integer("group", 1);
    node.check(
        groups >= 1 && weight.rank() > outputs && groups <= weight.get(outputs),
        "group is " + groups + " for weight " + weight);
    return (int) groups;
  }

  private static Tensor convolved(
      Tensor x, Tensor weight, @Nullable Tensor bias, List<AxisWindow> windows, int groups) {
    if (windows.size() == 2) {
      return plane(x, weight, bias, windows.get(0), windows.get(1), groups);
    }
    if (windows.size() == 3) {
      return volume(x, weight, bias, windows, groups);
    }
    Tensor flat =
        plane(unsqueezed(x), unsqueezed(weight), bias, AxisWindow.POINT, windows.get(0), groups);
    return squeezed(flat);
  }

  private static Tensor plane(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      AxisWindow rows,
      AxisWindow columns,
      int groups) {
    Op op =
        new Op.Conv2d(
            WindowAttributes.stride(rows, columns),
            WindowAttributes.padding(rows, columns),
            WindowAttributes.dilation(rows, columns),
            groups);
    return applied(op, x, weight, bias);
  }

  private static Tensor volume(
      Tensor x, Tensor weight, @Nullable Tensor bias, List<AxisWindow> windows, int groups) {
    AxisWindow depth = windows.get(0);
    AxisWindow rows = windows.get(1);
    AxisWindow columns = windows.get(2);
    Op op =
        new Op.Conv3d(
            new Size3d(depth.stride(), rows.stride(), columns.stride()),
            new Padding3d(
                depth.before(),
                rows.before(),
                columns.before(),
                depth.after(),
                rows.after(),
                columns.after()),
            new Size3d(depth.dilation(), rows.dilation(), columns.dilation()),
            groups);
    return applied(op, x, weight, bias);
  }

  static Tensor applied(Op op, Tensor x, Tensor weight, @Nullable Tensor bias) {
    return bias == null ? Operators.apply(op, x, weight) : Operators.apply(op, x, weight, bias);
  }

  /** [n, c, l] as a picture of one row. */
  static Tensor unsqueezed(Tensor x) {
    Shape shape = x.shape();
    return x.reshape(shape.get(0), shape.get(1), 1, shape.get(2));
  }

  /** A picture of one row as [n, c, l]. */
  static Tensor squeezed(Tensor x) {
    Shape shape = x.shape();
    return x.reshape(shape.get(0), shape.get(1), shape.get(3));
  }
}
