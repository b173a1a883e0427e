package dev.pendant.models.zoo;

import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Where the values of a network come from; remembers them until the network is built. */
abstract class Parameters implements AutoCloseable {

  private final List<Tensor> made = new ArrayList<>();

  /** How values start where none are given: uniform in [mean - spread, mean + spread]. */
  record Start(double mean, double spread) {
    static final Start ZERO = new Start(0, 0);
    static final Start ONE = new Start(1, 0);

    /** For weights that each output sums {@code inputs} of. */
    static Start forInputs(long inputs) {
      return new Start(0, Math.sqrt(6.0 / inputs));
    }
  }

  final Tensor tensor(String name, Spec spec, Start start) {
    Tensor tensor = make(name, spec, start);
    made.add(tensor);
    return tensor;
  }

  /** A tensor of that kind. */
  abstract Tensor make(String name, Spec spec, Start start);

  /** Frees all of them, for when there will be no network. */
  @Override
  public final void close() {
    made.forEach(Tensor::close);
  }
}
