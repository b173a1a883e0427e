package dev.pendant.models.onnx.internal.plan;

import dev.pendant.models.onnx.internal.row.Frame;
import dev.pendant.tensor.Tensors;
import java.util.Map;

/**
 * What a whole model does.
 *
 * @param aliases other names of its modules, to their paths
 */
public record Network(Plan plan, Map<String, String> aliases) {

  public Network {
    aliases = Map.copyOf(aliases);
  }

  /**
   * @param inputs one per input of the plan
   */
  public Tensors run(Tensors inputs) {
    return plan.run(inputs, new Frame(plan.backend()));
  }
}
