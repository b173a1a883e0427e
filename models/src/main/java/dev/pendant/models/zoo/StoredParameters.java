package dev.pendant.models.zoo;

import dev.pendant.models.ModelException;
import dev.pendant.models.weights.Weights;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Values from a file. After the first that does not fit only placeholders are made, so that all of
 * them are found.
 */
final class StoredParameters extends Parameters {

  private final Weights weights;
  private final Backend backend;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<String> wrong = new ArrayList<>();

  StoredParameters(Weights weights, Backend backend) {
    this.weights = weights;
    this.backend = backend;
  }

  @Override
  Tensor make(String name, Spec spec, Start start) {
    asked.add(name);
    if (!weights.names().contains(name)) {
      if (name.endsWith(Layers.BATCHES_TRACKED)) {
        return Tensor.of(backend, new long[1]);
      }
      wrong.add("missing " + name + " " + spec);
    } else if (!weights.spec(name).equals(spec)) {
      wrong.add(name + " is " + weights.spec(name) + ", expected " + spec);
    }
    return wrong.isEmpty() ? weights.tensor(name, backend) : Tensor.scalar(backend, 0);
  }

  /** Returns the module if it got all it asked for, and everything there was. */
  Module checkAllFits(Module module, Weights source, Network network) {
    weights.names().stream()
        .filter(name -> !asked.contains(name))
        .forEach(name -> wrong.add("surplus " + name + " " + weights.spec(name)));
    if (!wrong.isEmpty()) {
      throw new ModelException(
          source
              + " do not fit "
              + network
              + "; nothing was loaded: "
              + String.join("; ", wrong)
              + advice());
    }
    return module;
  }

  /** What all names begin with before the first dot, if that is what is wrong. */
  private String advice() {
    Set<String> first = new LinkedHashSet<>();
    weights.names().forEach(name -> first.add(name.substring(0, name.indexOf('.') + 1)));
    boolean prefixed =
        first.size() == 1
            && weights.names().stream()
                .anyMatch(name -> asked.contains(name.substring(name.indexOf('.') + 1)));
    return prefixed
        ? ". All names begin with '"
            + first.iterator().next()
            + "': take it off with Weights.below(\""
            + first.iterator().next()
            + "\")"
        : "";
  }
}
