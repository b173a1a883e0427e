package dev.pendant.models.onnx.internal.plan;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * A module while it is filled. Only a module itself may register entries, so it lends the methods
 * to do so.
 *
 * @param registerChild by name, answers the child as registered
 */
public record ModuleEntries(
    Module module,
    BiFunction<String, Module, Module> registerChild,
    BiConsumer<String, Tensor> registerParameter,
    BiConsumer<String, Tensor> registerBuffer) {

  /** The child of that name, made if there is none. */
  GraphModule child(String name) {
    Module known = module.children().get(name);
    return (GraphModule) (known == null ? registerChild.apply(name, new GraphModule()) : known);
  }

  /** Does nothing if it is here already, as when a module is called twice. */
  void own(String name, Tensor weight, boolean trained) {
    if (module.parameters().containsValue(weight) || module.buffers().containsValue(weight)) {
      return;
    }
    String free = name;
    for (int i = 1; taken(free); i++) {
      free = name + "_" + i;
    }
    (trained ? registerParameter : registerBuffer).accept(free, weight);
  }

  private boolean taken(String name) {
    return module.children().containsKey(name)
        || module.parameters().containsKey(name)
        || module.buffers().containsKey(name);
  }
}
