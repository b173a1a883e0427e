package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Matrix products and what goes with them. */
final class LinearRows {

  private LinearRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "matmul",
        LinearRows::matmul,
        "xw_plus_b",
        op -> affine(op, false),
        "relu_layer",
        op -> affine(op, true),
        "biasadd",
        LinearRows::biasAdd);
  }

  private static Kernel matmul(OpSetup op) {
    if (op.number(0, 1) != 1 || op.number(1, 0) != 0) {
      throw op.refuse("scales its product, supported is alpha 1 and beta 0");
    }
    boolean first = op.integer(0, 0) != 0;
    boolean second = op.integer(1, 0) != 0;
    boolean result = op.integer(2, 0) != 0;
    return Kernel.binary((a, b) -> turned(turned(a, first).matmul(turned(b, second)), result));
  }

  private static Tensor turned(Tensor matrix, boolean transposed) {
    if (!transposed) {
      return matrix;
    }
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < matrix.shape().rank(); i++) {
      axes.add(i);
    }
    Collections.swap(axes, axes.size() - 2, axes.size() - 1);
    return Operators.apply(new Op.Permute(axes), matrix);
  }

  private static Kernel affine(OpSetup op, boolean relu) {
    if (op.integer(0, 0) != 0 || op.integer(1, 0) != 0 || op.integer(2, 0) != 0) {
      throw op.refuse("transposes its operands, which is not supported");
    }
    return operands -> {
      Tensor y = operands.get(0).matmul(operands.get(1)).add(operands.get(2));
      return List.of(relu ? y.relu() : y);
    };
  }

  private static Kernel biasAdd(OpSetup op) {
    boolean channelsFirst = op.flag(0, false);
    return Kernel.binary(
        (x, bias) -> {
          if (!channelsFirst) {
            return x.add(bias);
          }
          long[] shape = new long[x.shape().rank()];
          java.util.Arrays.fill(shape, 1);
          shape[1] = bias.shape().elements();
          return x.add(bias.reshape(shape));
        });
  }
}
