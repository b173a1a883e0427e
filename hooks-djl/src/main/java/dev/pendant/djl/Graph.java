package dev.pendant.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The engine's record of one call, from leaves that belong to it alone to its outputs. Gradients
 * come back in the order of the operands: null for those that are no leaves, or that no gradient
 * reached.
 */
final class Graph implements AutoCloseable {

  private final @Nullable PtNDArray[] leaves;
  private final PtNDArray[] outputs;
  private final boolean[] recorded;
  private final BorrowedMemory memory;

  private Graph(
      @Nullable PtNDArray[] leaves,
      PtNDArray[] outputs,
      boolean[] recorded,
      BorrowedMemory memory) {
    this.leaves = leaves;
    this.outputs = outputs;
    this.recorded = recorded;
    this.memory = memory;
  }

  static Graph record(NDManager base, EngineCall engineCall) {
    List<DjlArray> inputs = engineCall.inputs();
    try (CallScope call = new CallScope(base)) {
      PtNDArray[] operands = new PtNDArray[inputs.size()];
      @Nullable PtNDArray[] leaves = new PtNDArray[operands.length];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = call.borrow(inputs.get(i).shared());
        if (engineCall.wanted()[i]) {
          operands[i].setRequiresGradient(true);
          leaves[i] = operands[i];
        }
      }
      BorrowedMemory memory = new BorrowedMemory();
      PtNDArray[] outputs =
          GradMode.with(true, () -> engineCall.computation().run(operands, memory));
      for (PtNDArray leaf : leaves) {
        if (leaf != null) {
          call.release(leaf);
        }
      }
      for (PtNDArray output : outputs) {
        call.release(output);
      }
      boolean known = engineCall.computation().isDifferentiable();
      boolean[] recorded = new boolean[outputs.length];
      for (int i = 0; i < outputs.length; i++) {
        recorded[i] = known || isRecorded(outputs[i]);
      }
      return new Graph(leaves, outputs, recorded, memory);
    }
  }

  /**
   * Whether the engine made an array from the leaves. DJL 0.36.0 tells of leaves only and crashes
   * when asked what made one, but the engine refuses to switch recording off for anything else.
   */
  private static boolean isRecorded(PtNDArray array) {
    try {
      JniUtils.attachGradient(array, false);
      return false;
    } catch (EngineException refused) {
      return true;
    }
  }

  /** Whether any output came from the leaves by a way that has a gradient. */
  boolean isDifferentiable() {
    for (boolean one : recorded) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  PtNDArray[] outputs() {
    return outputs;
  }

  /** An output's values without the record, which would otherwise live as long as they do. */
  PtNDArray values(int output) {
    return (PtNDArray) outputs[output].stopGradient();
  }

  /** Which seeds the engine can start from: those that arrived, at outputs that have a gradient. */
  private List<Integer> starts(@Nullable PtNDArray[] seeds) {
    return IntStream.range(0, outputs.length)
        .filter(i -> seeds[i] != null && recorded[i])
        .boxed()
        .toList();
  }

  /**
   * Walks back and uses the record up. The gradients may share memory with the seed and are the
   * very arrays that the leaves hold, so this graph must not be walked again.
   */
  @Nullable PtNDArray[] pullOnce(@Nullable PtNDArray[] seeds) {
    List<Integer> starts = starts(seeds);
    if (starts.size() == 1) {
      int only = starts.get(0);
      JniUtils.backward(outputs[only], Objects.requireNonNull(seeds[only]), false, false);
    } else {
      walk(starts, seeds, false);
    }
    @Nullable PtNDArray[] gradients = new PtNDArray[leaves.length];
    for (int i = 0; i < leaves.length; i++) {
      PtNDArray leaf = leaves[i];
      gradients[i] = leaf == null ? null : JniUtils.getGradient(leaf);
    }
    return gradients;
  }

  /**
   * Walks back and keeps the record. Leaves add up what reaches them, in place: so what is given
   * out is a copy, the leaf goes back to zero, and the seed is a copy too, because a leaf may have
   * kept the seed's memory as its gradient.
   */
  @Nullable PtNDArray[] pullAndKeep(@Nullable PtNDArray[] seeds) {
    walk(starts(seeds), seeds, true);
    @Nullable PtNDArray[] gradients = new PtNDArray[leaves.length];
    for (int i = 0; i < leaves.length; i++) {
      PtNDArray leaf = leaves[i];
      PtNDArray gradient = leaf == null ? null : JniUtils.getGradient(leaf);
      if (leaf != null && gradient != null) {
        try (gradient) {
          gradients[i] = (PtNDArray) gradient.duplicate();
        }
      }
    }
    // Only now: leaves may hold parts of one piece of memory.
    for (PtNDArray leaf : leaves) {
      if (leaf != null) {
        JniUtils.zeroGrad(leaf);
      }
    }
    return gradients;
  }

  /** From one output after the other, with copies of the seeds; the leaves add up. */
  private void walk(List<Integer> starts, @Nullable PtNDArray[] seeds, boolean keep) {
    for (int i = 0; i < starts.size(); i++) {
      int output = starts.get(i);
      boolean last = i == starts.size() - 1;
      try (PtNDArray mine = (PtNDArray) Objects.requireNonNull(seeds[output]).duplicate()) {
        JniUtils.backward(outputs[output], mine, keep || !last, false);
      }
    }
  }

  @Override
  public void close() {
    memory.stay();
    for (PtNDArray output : outputs) {
      output.close();
    }
    for (PtNDArray leaf : leaves) {
      if (leaf != null) {
        leaf.close();
      }
    }
  }
}
