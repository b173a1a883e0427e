package dev.pendant.models.zoo;

import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A {@link Sequential} in the making: each part is made with the layers of its own path. */
final class Stack {

  private final Layers layers;
  private final Map<String, Module> parts = new LinkedHashMap<>();

  Stack(Layers layers) {
    this.layers = layers;
  }

  Stack add(String name, Module part) {
    parts.put(name, part);
    return this;
  }

  Stack add(String name, Function<Layers, ? extends Module> part) {
    return add(name, part.apply(layers.at(name)));
  }

  /** Under the next number. */
  Stack add(Module part) {
    return add(String.valueOf(parts.size()), part);
  }

  Stack add(Function<Layers, ? extends Module> part) {
    return add(String.valueOf(parts.size()), part);
  }

  Map<String, Module> parts() {
    return parts;
  }

  Sequential build() {
    return new Sequential(parts);
  }
}
