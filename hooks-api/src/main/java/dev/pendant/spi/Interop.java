package dev.pendant.spi;

import dev.pendant.internal.NativeCalls;
import dev.pendant.tensor.Tensor;
import java.util.List;

/** What a backend needs beyond operators to bring in what its engine's users already have. */
public final class Interop {

  private Interop() {}

  /**
   * A leaf of an array the backend already has, owned by the current scope.
   *
   * @param array passes to the tensor, which closes it when it is closed; what closing frees is the
   *     backend's to say, nothing where the array only borrows a user's memory
   */
  public static Tensor tensor(Backend backend, NativeArray array, String origin) {
    return NativeCalls.leaf(backend, array, origin);
  }

  /**
   * Applies a function to tensors of one backend, and records it if grad mode is on and an input
   * requires a gradient. It cannot be differentiated twice.
   *
   * @return its outputs, in the current scope; those of no floating type are constants
   * @throws IllegalArgumentException if a tensor lives on another backend
   * @throws dev.pendant.tensor.ClosedTensorException if an input was closed
   */
  public static List<Tensor> apply(Backend backend, NativeFunction function, List<Tensor> inputs) {
    return NativeCalls.apply(backend, function, inputs);
  }
}
