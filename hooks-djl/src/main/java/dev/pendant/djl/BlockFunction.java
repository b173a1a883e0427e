package dev.pendant.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
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
 * its inputs in place, and what it returns may be anybody's, so it is handed on under a new handle,
 * or as a copy where it may be a view of memory that is not the engine's own.
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

  private PtNDArray[] run(PtNDArray[] operands, BorrowedMemory memory) {
    NDList arrays = new NDList(operands.length);
    Set<NDArray> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    int inputs = body.inputs(operands.length);
    for (int i = 0; i < operands.length; i++) {
      arrays.add(i < inputs ? copy(operands[i]) : operands[i]);
      taken.add(operands[i]);
    }
    NDList outputs = memory.keep(() -> body.run(arrays));
    NDManager call = operands[0].getManager();
    PtNDArray[] handles = new PtNDArray[outputs.size()];
    for (int i = 0; i < handles.length; i++) {
      NDArray output = outputs.get(i);
      if (!(output instanceof PtNDArray)) {
        throw new PendantException(
            name + " returned a " + output.getClass().getName() + ", expected a PyTorch array");
      }
      PtNDArray array = (PtNDArray) output;
      if (!memory.isEmpty() || array.getManager() != call) {
        handles[i] = copy(alias(array, call));
      } else {
        handles[i] = taken.add(array) ? array : alias(array, call);
      }
    }
    return handles;
  }

  /** Unlike DJL's own duplicate, which the engine does not record. */
  private static PtNDArray copy(PtNDArray array) {
    PtNDArray[] one = {array};
    return JniUtils.stack(one, 0).reshape(array.getShape());
  }

  /** Another handle on the same memory, at the same place in the engine's record. */
  private static PtNDArray alias(PtNDArray array, NDManager manager) {
    PtNDArray alias = array.reshape(array.getShape());
    alias.attach(manager);
    return alias;
  }
}
