package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.op.Op;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row for transposed convolutions along one and two axes. */
final class TransposedConvolutionRows {

  private TransposedConvolutionRows() {}

  static Map<String, Row> rows() {
    return Map.of("ConvTranspose", TransposedConvolutionRows::convTranspose);
  }

  private static Kernel convTranspose(NodeSetup node) {
    Shape weight = node.required(1, "weight").shape();
    int groups = ConvolutionRows.groups(node, weight, 0);
    WindowAttributes window = WindowAttributes.of(node, ConvolutionRows.kernel(node, weight));
    int axes = window.stated().size();
    node.check(axes <= 2, "its weight has shape " + weight + "; rank 3 and 4 are supported");
    long[] extra = WindowAttributes.entries(node, "output_padding", axes, 0);
    long[] asked = node.attributes().integers("output_shape");
    // Exporters write the whole shape, too.
    long[] extents =
        asked == null || asked.length == axes
            ? asked
            : Arrays.copyOfRange(asked, asked.length - axes, asked.length);
    Operand x = node.x();
    Operand w = node.tensor(1, "weight");
    Operand bias = node.has(2) ? node.tensor(2, "bias") : null;
    return Kernel.of(
        frame -> {
          Tensor in = x.in(frame);
          List<AxisWindow> windows = new ArrayList<>();
          List<Integer> added = new ArrayList<>();
          window.check(in.shape());
          for (int i = 0; i < axes; i++) {
            int more = Math.toIntExact(extra[i]);
            windows.add(
                padded(window, i, in.shape().get(i + 2), more, extents == null ? -1 : extents[i]));
            added.add(more);
          }
          Tensor weights = w.in(frame);
          Tensor offset = bias == null ? null : bias.in(frame);
          if (axes == 2) {
            return plane(in, weights, offset, windows, added, groups);
          }
          Tensor row =
              plane(
                  ConvolutionRows.unsqueezed(in),
                  ConvolutionRows.unsqueezed(weights),
                  offset,
                  List.of(AxisWindow.POINT, windows.get(0)),
                  List.of(0, added.get(0)),
                  groups);
          return ConvolutionRows.squeezed(row);
        });
  }

  /**
   * @param asked extent of the output, negative where the file does not say
   */
  private static AxisWindow padded(
      WindowAttributes attributes, int axis, long extent, int more, long asked) {
    AxisWindow window = attributes.stated().get(axis);
    String autoPad = attributes.autoPad();
    long full = window.stride() * (extent - 1) + window.span() + more;
    boolean same = autoPad.startsWith("SAME");
    if (asked < 0 && !same) {
      return autoPad.equals("VALID") ? window.padded(0, 0) : window;
    }
    long wanted = asked >= 0 ? asked : extent * window.stride();
    if (wanted > full) {
      throw new ModelException(
          "asks for an output of " + wanted + ", its window reaches " + full + " at most");
    }
    int total = Math.toIntExact(full - wanted);
    int half = total / 2;
    return autoPad.equals("SAME_UPPER")
        ? window.padded(half, total - half)
        : window.padded(total - half, half);
  }

  private static Tensor plane(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      List<AxisWindow> windows,
      List<Integer> added,
      int groups) {
    AxisWindow rows = windows.get(0);
    AxisWindow columns = windows.get(1);
    Op op =
        new Op.ConvTranspose2d(
            WindowAttributes.stride(rows, columns),
            WindowAttributes.padding(rows, columns),
            new Size(added.get(0), added.get(1)),
            WindowAttributes.dilation(rows, columns),
            groups);
    return ConvolutionRows.applied(op, x, weight, bias);
  }
}
