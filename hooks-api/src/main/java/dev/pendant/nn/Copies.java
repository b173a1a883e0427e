package dev.pendant.nn;

import dev.pendant.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of what a module is made of, for {@link Module#copyWith}. */
public final class Copies {

  private final Module original;

  Copies(Module original) {
    this.original = original;
  }

  /** A leaf with the parameter's value, requiring a gradient as it does, without its hooks. */
  public Tensor parameter(String name) {
    return copy(original.parameter(name));
  }

  /** The same, or the same of a buffer; null if the module does without it. */
  public @Nullable Tensor optional(String name) {
    Tensor value = original.parameters().getOrDefault(name, original.buffers().get(name));
    return value == null ? null : copy(value);
  }

  public Tensor buffer(String name) {
    return copy(original.buffer(name));
  }

  /** Copies of all children, by name. */
  public Map<String, Module> children() {
    Map<String, Module> copies = new LinkedHashMap<>();
    original.children().forEach((name, child) -> copies.put(name, child.copy()));
    return copies;
  }

  private static Tensor copy(Tensor value) {
    return value.detach().requireGrad(value.requiresGrad());
  }
}
