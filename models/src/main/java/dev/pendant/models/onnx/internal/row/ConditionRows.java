package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.host.HostOperators;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The row that chooses between two tensors; conditions are host arrays, no gradient reaches them.
 */
final class ConditionRows {

  private ConditionRows() {}

  static Map<String, Row> rows() {
    return Map.of("Where", ConditionRows::where);
  }

  private static Kernel where(NodeSetup node) {
    Function<Frame, List<@Nullable HostArray>> conditions = node.arrays(0, 1);
    Operand a = node.tensor(1, "value");
    Operand b = node.tensor(2, "value");
    return Kernel.of(
        frame -> {
          HostArray condition = HostOperators.first(conditions.apply(frame));
          return Operators.apply(
              new Op.Where(), condition.toTensor(frame.backend()), a.in(frame), b.in(frame));
        });
  }
}
