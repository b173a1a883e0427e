package dev.pendant.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.PendantException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of a block: inputs first, then its parameters in the order lent.
 *
 * @param names what the inputs are called; symbol blocks go by it
 */
record BlockBody(Block block, String name, List<@Nullable String> names, List<LentParameter> lent)
    implements BlockFunction.Body {

  /**
   * Layers of DJL's own that neither change their inputs nor return them. Copies are most of what
   * it costs to run a block through Pendant.
   */
  private static final Set<Class<?>> COMPUTES_ANEW =
      Set.of(
          Conv1d.class, Conv2d.class, Conv3d.class, Linear.class, BatchNorm.class, LayerNorm.class);

  @Override
  public int inputs(int operands) {
    return COMPUTES_ANEW.contains(block.getClass()) ? 0 : names.size();
  }

  @Override
  public NDList run(NDList operands) {
    NDList inputs = new NDList(names.size());
    for (int i = 0; i < names.size(); i++) {
      NDArray input = operands.get(i);
      input.setName(names.get(i));
      inputs.add(input);
    }
    Map<String, NDArray> values = new HashMap<>();
    for (int i = 0; i < lent.size(); i++) {
      values.put(lent.get(i).id(), operands.get(names.size() + i));
    }
    LentStore store = new LentStore(operands.get(0).getManager(), values);
    boolean recording = JniUtils.isGradMode();
    if (recording) {
      checkScripts(block);
    }
    NDList outputs = block.forward(store, inputs, false);
    return recording && block instanceof PtSymbolBlock script ? recorded(script, inputs) : outputs;
  }

  /**
   * DJL switches recording off inside a TorchScript model unless told that it trains. The call
   * before this one has put the model into inference mode, which is what counts inside it.
   */
  private NDList recorded(PtSymbolBlock script, NDList inputs) {
    try {
      return IValueUtils.forward(script, inputs, true);
    } catch (EngineException e) {
      if (String.valueOf(e.getMessage()).contains("Inference tensors")) {
        throw new PendantException(
            name
                + " is a TorchScript model that DJL loaded for inference only, so no gradient passes"
                + " through it; load it with the option trainParam=true, then call"
                + " freezeParameters(true) on its block",
            e);
      }
      throw e;
    }
  }

  private void checkScripts(Block at) {
    if (at instanceof PtSymbolBlock script) {
      checkParameters(script);
      if (at != block) {
        throw new PendantException(
            name
                + " holds a TorchScript model, through which DJL passes no gradient; put the model"
                + " into a SequentialBlock beside the rest, or call this without gradients");
      }
    }
    at.getChildren().values().forEach(this::checkScripts);
  }

  /** The engine would add to their gradients, which are the user's. */
  private void checkParameters(PtSymbolBlock script) {
    if (script.getDirectParameters().values().stream()
        .anyMatch(parameter -> JniUtils.requiresGrad((PtNDArray) parameter.getArray()))) {
      throw new PendantException(
          name
              + " is a TorchScript model whose parameters are being trained, so a backward pass"
              + " would change their gradients; call freezeParameters(true) on its block first");
    }
  }
}
