package dev.pendant.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs native operators on arrays that exist already. Thread-safe.
 *
 * <p>ND4J's own {@code exec(op)} makes a native context per call that only the garbage collector
 * frees, and reads and writes the global random state. This one keeps contexts and uses them again.
 */
final class NativeExecutor {

  private final OpExecutioner executioner = Nd4j.getExecutioner();
  private final Map<String, DynamicCustomOp> operators = new ConcurrentHashMap<>();

  /**
   * Idle contexts by the kinds of argument last set on them: an empty argument list is not passed
   * on to native code, so a context may only serve calls that overwrite all it holds.
   */
  private final List<Queue<OpContext>> idle = new ArrayList<>();

  /** A CUDA context belongs to the thread that built it, so only those of the CPU are kept. */
  private final boolean reusable = Nd4j.getEnvironment().isCPU();

  NativeExecutor() {
    for (int kinds = 0; kinds < 8; kinds++) {
      idle.add(new ConcurrentLinkedQueue<>());
    }
  }

  /** Inputs and outputs must be contiguous and row-major. */
  void run(NativeCall call, INDArray[] outputs, INDArray... inputs) {
    Queue<OpContext> contexts = idle.get(call.argumentKinds());
    OpContext kept = contexts.poll();
    OpContext context = kept != null ? kept : executioner.buildContext();
    arguments(context, call);
    context.allowHelpers(call.helpers());
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    executioner.exec(operators.computeIfAbsent(call.name(), NativeExecutor::operator), context);
    // After an exception the context is dropped instead.
    context.purge();
    if (reusable) {
      contexts.add(context);
    }
  }

  private static void arguments(OpContext context, NativeCall call) {
    // Frees the pointers that the setters copy from.
    try (PointerScope pointers = new PointerScope()) {
      context.setIArguments(call.integers());
      context.setTArguments(call.floats());
      context.setBArguments(call.flags());
    }
  }

  private static DynamicCustomOp operator(String name) {
    return DynamicCustomOp.builder(name).build();
  }
}
