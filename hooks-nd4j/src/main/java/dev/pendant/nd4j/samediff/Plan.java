package dev.pendant.nd4j.samediff;

import dev.pendant.PendantException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Modules to call one after the other; values are known by the graph's names. */
record Plan(List<String> inputs, List<Step> steps, List<String> outputs) implements Body {

  /** One call. */
  record Step(GraphModule module, Body body, List<String> inputs, List<String> outputs) {}

  @Override
  public Tensors run(Tensors given) {
    if (given.size() != inputs.size()) {
      throw new PendantException(
          "expected " + inputs.size() + " tensors " + inputs + ", got " + given);
    }
    Map<String, Tensor> values = new HashMap<>();
    put(values, inputs, given);
    for (Step step : steps) {
      Tensors results = step.module().call(step.body(), get(values, step.inputs()));
      if (results.size() != step.outputs().size()) {
        throw new PendantException(
            "a hook on a "
                + step.module().type()
                + " returned "
                + results
                + ", expected one tensor for each of "
                + step.outputs());
      }
      put(values, step.outputs(), results);
    }
    return get(values, outputs);
  }

  private static void put(Map<String, Tensor> values, List<String> names, Tensors tensors) {
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), tensors.get(i));
    }
  }

  private static Tensors get(Map<String, Tensor> values, List<String> names) {
    return Tensors.ofSlots(
        names.stream().map(name -> Objects.requireNonNull(values.get(name))).toList());
  }
}
