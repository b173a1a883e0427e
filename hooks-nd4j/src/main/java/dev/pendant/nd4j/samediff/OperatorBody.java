package dev.pendant.nd4j.samediff;

import dev.pendant.PendantException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operator.
 *
 * @param name for messages
 * @param operands the graph's own arrays; null where the next input goes
 */
record OperatorBody(String name, Kernel kernel, List<@Nullable Weight> operands, int outputs)
    implements Body {

  @Override
  public Tensors run(Tensors inputs) {
    List<Tensor> values = new ArrayList<>();
    int next = 0;
    for (Weight weight : operands) {
      values.add(weight == null ? inputs.get(next++) : weight.value());
    }
    if (next != inputs.size()) {
      throw new PendantException(
          "'" + name + "' takes " + next + " tensors beside its own, got " + inputs);
    }
    List<Tensor> results = kernel.run(values);
    if (results.size() != outputs) {
      throw new PendantException(
          "'" + name + "' gave " + results.size() + " tensors, the graph expects " + outputs);
    }
    return Tensors.ofSlots(results);
  }
}
