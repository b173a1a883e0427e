package dev.pendant.nn;

import dev.pendant.tensor.Tensors;
import java.util.Map;

/** Children one after the other, each fed what the one before returned. */
public final class Sequential extends Module {

  /** Children named 0, 1, 2 ... */
  public Sequential(Module... modules) {
    for (int i = 0; i < modules.length; i++) {
      register(String.valueOf(i), modules[i]);
    }
  }

  /** Children with names, in the map's order. */
  public Sequential(Map<String, ? extends Module> modules) {
    modules.forEach(this::register);
  }

  @Override
  public Tensors forward(Tensors inputs) {
    Tensors values = inputs;
    for (Module module : children().values()) {
      values = module.call(values);
    }
    return values;
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Sequential(copies.children());
  }
}
