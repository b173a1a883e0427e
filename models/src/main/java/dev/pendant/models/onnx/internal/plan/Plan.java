package dev.pendant.models.onnx.internal.plan;

import dev.pendant.models.onnx.internal.row.Frame;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call of a module does. A module called twice has two, since the calls may differ in what
 * they are wired to. Immutable, no state between runs.
 *
 * @param inputs tensors made outside and used inside, what hooks see
 * @param outputs tensors made inside and used outside
 * @param arraysIn host arrays that cross the border, which hooks do not see
 */
record Plan(
    Backend backend,
    List<String> inputs,
    List<String> arraysIn,
    List<String> outputs,
    List<String> arraysOut,
    List<Step> steps) {

  Plan {
    inputs = List.copyOf(inputs);
    arraysIn = List.copyOf(arraysIn);
    outputs = List.copyOf(outputs);
    arraysOut = List.copyOf(arraysOut);
    steps = List.copyOf(steps);
  }

  /** The same with inputs and outputs in another order, and inputs that nothing uses. */
  Plan between(List<String> otherInputs, List<String> otherOutputs) {
    return new Plan(backend, otherInputs, arraysIn, otherOutputs, arraysOut, steps);
  }

  /**
   * @param values one per input
   * @param outer frame of the caller, for arrays in and out
   */
  Tensors run(Tensors values, Frame outer) {
    Frame frame = new Frame(backend);
    for (int i = 0; i < inputs.size(); i++) {
      frame.put(inputs.get(i), values.get(i));
    }
    arraysIn.forEach(name -> frame.put(name, outer.array(name)));
    steps.forEach(step -> step.run(frame));
    arraysOut.forEach(name -> outer.put(name, frame.array(name)));
    List<Tensor> answers = new ArrayList<>();
    outputs.forEach(name -> answers.add(frame.tensor(name)));
    return Tensors.ofSlots(answers);
  }
}
