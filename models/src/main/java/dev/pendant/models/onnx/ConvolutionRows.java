package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.op.Op;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows for convolutions of pictures. */
final class ConvolutionRows {

  private ConvolutionRows() {}

  static Map<String, Row> rows() {
    return Map.of("Conv", ConvolutionRows::conv);
  }

  private static Kernel conv(NodeSetup node) {
    Shape weight = node.required(1, "weight").shape();
    node.check(
        weight.rank() == 4,
        "its weight has shape " + weight + "; only pictures (rank 4) are supported");
    Size kernel = new Size(weight.getInt(2), weight.getInt(3));
    long[] stated = node.attributes().integers("kernel_shape");
    node.check(
        stated == null || WindowAttributes.size(node, "kernel_shape", stated).equals(kernel),
        "kernel_shape does not fit the weight " + weight);
    WindowAttributes window = WindowAttributes.of(node, kernel);
    long groups = node.attributes().integer("group", 1);
    node.check(
        groups >= 1 && groups <= weight.get(0), "group is " + groups + " for weight " + weight);
    List<Operand> operands = new ArrayList<>();
    operands.add(node.x());
    operands.add(node.tensor(1, "weight"));
    if (node.has(2)) {
      operands.add(node.tensor(2, "bias"));
    }
    return Kernel.of(
        frame -> {
          Shape x = operands.get(0).in(frame).shape();
          if (x.rank() != 4) {
            throw new ModelException("takes pictures (rank 4), got " + x);
          }
          Op.Conv2d op =
              new Op.Conv2d(window.stride(), window.padding(x), window.dilation(), (int) groups);
          return Operand.apply(op, frame, operands);
        });
  }
}
