package dev.pendant.cam;

import dev.pendant.cam.internal.Handles;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.List;

/**
 * A call of a model that is to be explained.
 *
 * @param inputs all that the model takes
 * @param explained which of them are explained, from 0
 * @param output which output is explained
 */
public record ExplainedCall(
    Module model, Tensors inputs, List<Integer> explained, OutputChoice output) {

  public ExplainedCall {
    explained = List.copyOf(explained);
  }

  /** The inputs under handles of their own: a model that assigns to them changes no others. */
  Tensors handles() {
    return Tensors.ofSlots(
        inputs.slots().stream().map(slot -> slot == null ? null : Handles.another(slot)).toList());
  }

  /** Of the first output for the first input. */
  public static ExplainedCall of(Module model, Tensors inputs) {
    return new ExplainedCall(model, inputs, List.of(0), OutputChoice.first());
  }
}
