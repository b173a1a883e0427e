package dev.pendant.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.PendantException;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.NativeFunction;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A user's code on engine arrays, as the tape can record it. It gets copies, since it may change
 * its inputs in place, and what it returns may be anybody's, so it is handed on under a new handle.
 *
 * @param name for messages and the tape
 */
record BlockFunction(DjlBackend backend, String name, Body body) implements NativeFunction {

  /** The code; parameters follow the inputs, uncopied. */
  interface Body {
    NDList run(NDList operands);

    /** How many of the operands the code may take for its own. */
    default int inputs(int operands) {
      return operands;
    }
  }

  @Override
  public Evaluation evaluate(List<? extends NativeArray> inputs, boolean[] gradientWanted) {
    return backend.evaluate(backend.call(name, name, this::run, inputs, gradientWanted));
  }

  private PtNDArray[] run(PtNDArray[] operands) {
    NDList arrays = new NDList(operands.length);
    Set<NDArray> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    int inputs = body.inputs(operands.length);
    for (int i = 0; i < operands.length; i++) {
      arrays.add(i < inputs ? copy(operands[i]) : operands[i]);
      taken.add(operands[i]);
    }
    NDList outputs = body.run(arrays);
    PtNDArray[] handles = new PtNDArray[outputs.size()];
    for (int i = 0; i < handles.length; i++) {
      NDArray output = outputs.get(i);
      if (!(output instanceof PtNDArray)) {
        throw new PendantException(
            name + " returned a " + output.getClass().getName() + ", expected a PyTorch array");
      }
      boolean ours = output.getManager() == operands[0].getManager() && taken.add(output);
      handles[i] = ours ? (PtNDArray) output : alias((PtNDArray) output, operands[0]);
    }
    return handles;
  }

  /** Unlike DJL's own duplicate, which the engine does not record. */
  private static NDArray copy(PtNDArray array) {
    return JniUtils.stack(new PtNDArray[] {array}, 0).reshape(array.getShape());
  }

  /** Another handle on the same memory, at the same place in the engine's record. */
  private static PtNDArray alias(PtNDArray array, PtNDArray like) {
    PtNDArray alias = array.reshape(array.getShape());
    alias.attach(like.getManager());
    return alias;
  }
}
