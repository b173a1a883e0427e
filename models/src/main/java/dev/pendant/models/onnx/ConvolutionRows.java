package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
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
    return bias == null ? Operators.apply(op, x, weight) : Operators.apply(op, x, weight, bias);
  }

  /** The sum over the kernel's depth of plane convolutions of all slices at once. */
  private static Tensor volume(
      Tensor x, Tensor weight, @Nullable Tensor bias, List<AxisWindow> windows, int groups) {
    AxisWindow depth = windows.get(0);
    long slices = depth.steps(x.shape().get(2), false);
    if (slices < 1) {
      throw new ModelException("its window " + depth + " does not fit into " + x.shape());
    }
    Tensor padded = Pieces.padded(x, 2, depth.before(), depth.after(), 0);
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < depth.kernel(); i++) {
      Tensor part =
          Pieces.strided(padded, 2, (long) i * depth.dilation(), slices, depth.stride())
              .permute(0, 2, 1, 3, 4);
      Shape shape = part.shape();
      Tensor slab = part.reshape(shape.get(0) * slices, shape.get(2), shape.get(3), shape.get(4));
      Shape w = weight.shape();
      Tensor layer = weight.slice(2, i, i + 1).reshape(w.get(0), w.get(1), w.get(3), w.get(4));
      // The bias goes in once.
      sums.add(plane(slab, layer, i == 0 ? bias : null, windows.get(1), windows.get(2), groups));
    }
    Tensor sum = sums.stream().reduce(Tensor::add).orElseThrow();
    Shape out = sum.shape();
    return sum.reshape(x.shape().get(0), slices, out.get(1), out.get(2), out.get(3))
        .permute(0, 2, 1, 3, 4);
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
