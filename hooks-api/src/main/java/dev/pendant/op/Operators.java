package dev.pendant.op;

import dev.pendant.internal.Dispatch;
import dev.pendant.tensor.Tensor;
import java.util.List;

/**
 * Applies operators to tensors: checks, evaluates on the tensors' backend, and records on the tape
 * if grad mode is on and an input requires a gradient.
 */
public final class Operators {

  private Operators() {}

  /**
   * @throws OperatorException if inputs or attributes do not fit; nothing native was called then
   * @throws IllegalArgumentException if the tensors live on different backends
   * @throws dev.pendant.tensor.ClosedTensorException if an input was closed
   */
  public static Tensor apply(Op op, Tensor... inputs) {
    return Dispatch.apply(op, List.of(inputs));
  }

  /** The same for a list of inputs. */
  public static Tensor apply(Op op, List<Tensor> inputs) {
    return Dispatch.apply(op, inputs);
  }
}
