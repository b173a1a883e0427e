package dev.pendant.models.zoo;

import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.Map;
import java.util.Objects;

/** A module that calls its children in a way of its own; by name, so that they can be replaced. */
abstract class Block extends Layer {

  Block(Map<String, Module> children) {
    children.forEach(this::register);
  }

  final Tensor run(String child, Tensor x) {
    return Objects.requireNonNull(children().get(child), child).call(x);
  }

  final boolean has(String child) {
    return children().containsKey(child);
  }
}
