package dev.pendant.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's record of one operator, from leaves that belong to it alone to its output. Gradients
 * come back in the order of the operands: null for those that are no leaves, or that no gradient
 * reached.
 */
final class Graph implements AutoCloseable {

  private final @Nullable PtNDArray[] leaves;
  private final PtNDArray output;

  private Graph(@Nullable PtNDArray[] leaves, PtNDArray output) {
    this.leaves = leaves;
    this.output = output;
  }

  static Graph record(NDManager base, Kernel kernel, List<DjlArray> inputs, boolean[] wanted) {
    try (CallScope call = new CallScope(base)) {
      PtNDArray[] operands = new PtNDArray[inputs.size()];
      @Nullable PtNDArray[] leaves = new PtNDArray[operands.length];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = call.borrow(inputs.get(i).shared());
        if (wanted[i]) {
          operands[i].setRequiresGradient(true);
          leaves[i] = operands[i];
        }
      }
      PtNDArray output = GradMode.with(true, () -> kernel.run(operands));
      for (PtNDArray leaf : leaves) {
        if (leaf != null) {
          call.release(leaf);
        }
      }
      return new Graph(leaves, call.release(output));
    }
  }

  /** The output's values without the record, which would otherwise live as long as they do. */
  PtNDArray values() {
    return (PtNDArray) output.stopGradient();
  }

  /**
   * Walks back and uses the record up. The gradients may share memory with the seed and are the
   * very arrays that the leaves hold, so this graph must not be walked again.
   */
  @Nullable PtNDArray[] pullOnce(PtNDArray seed) {
    JniUtils.backward(output, seed, false, false);
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
  @Nullable PtNDArray[] pullAndKeep(PtNDArray seed) {
    try (PtNDArray mine = (PtNDArray) seed.duplicate()) {
      JniUtils.backward(output, mine, true, false);
    }
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

  @Override
  public void close() {
    output.close();
    for (PtNDArray leaf : leaves) {
      if (leaf != null) {
        leaf.close();
      }
    }
  }
}
