package dev.pendant.cam;

import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.List;

/**
 * What an {@link Explainer} was told.
 *
 * @param inputs which are explained, from 0; the others are held fixed
 * @param output which is explained
 * @param shortcuts whether closed forms may be used
 */
record Plan(
    Module model,
    List<CamMethod> methods,
    List<LayerChoice> layers,
    LayerLayout layout,
    List<Integer> inputs,
    OutputChoice output,
    MemoryBudget budget,
    boolean shortcuts) {

  Plan {
    methods = List.copyOf(methods);
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
  }

  Plan withMethods(List<CamMethod> others) {
    return new Plan(model, others, layers, layout, inputs, output, budget, shortcuts);
  }

  Plan withLayers(List<LayerChoice> others) {
    return new Plan(model, methods, others, layout, inputs, output, budget, shortcuts);
  }

  Plan withLayout(LayerLayout other) {
    return new Plan(model, methods, layers, other, inputs, output, budget, shortcuts);
  }

  Plan withInputs(List<Integer> others) {
    return new Plan(model, methods, layers, layout, others, output, budget, shortcuts);
  }

  Plan withOutput(OutputChoice other) {
    return new Plan(model, methods, layers, layout, inputs, other, budget, shortcuts);
  }

  Plan withBudget(MemoryBudget other) {
    return new Plan(model, methods, layers, layout, inputs, output, other, shortcuts);
  }

  Plan withoutShortcuts() {
    return new Plan(model, methods, layers, layout, inputs, output, budget, false);
  }

  /**
   * @throws IllegalStateException if there are several, of what answers for one
   */
  CamMethod onlyMethod() {
    if (methods.size() > 1) {
      throw new IllegalStateException(
          "expected one method here, got "
              + methods.stream().map(CamMethod::id).toList()
              + "; explain(...) answers for several, this asks one after the other");
    }
    return methods.get(0);
  }

  /** The places to look at, each once; none if no method looks at any. */
  List<LayerPoint> points(Tensors given) {
    if (methods.stream().noneMatch(CamMethod::needsLayer)) {
      return List.of();
    }
    ExplainedCall call = new ExplainedCall(model, given, inputs, output);
    return layers.stream().flatMap(layer -> layer.points(call).stream()).distinct().toList();
  }
}
