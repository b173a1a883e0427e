package dev.pendant.nd4j.samediff;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * An operator of a graph, a name scope, or the graph itself. A scope whose operators the graph does
 * not run in one go is called once for each stretch of them.
 */
final class GraphModule extends Module {

  private final List<Body> calls = new ArrayList<>();
  private String type = "NameScope";

  @Override
  public String type() {
    return type;
  }

  /** The same as in its first call during a run of the graph. */
  @Override
  public Tensors forward(Tensors inputs) {
    return calls.get(0).run(inputs);
  }

  Tensors call(Body body, Tensors inputs) {
    return call(inputs, body::run);
  }

  // --- building -------------------------------------------------------------------------------

  void describe(String newType) {
    type = newType;
  }

  Body add(Body call) {
    calls.add(call);
    return call;
  }

  GraphModule child(String name) {
    Module known = children().get(name);
    return known == null ? register(name, new GraphModule()) : (GraphModule) known;
  }

  boolean has(String name) {
    return children().containsKey(name)
        || parameters().containsKey(name)
        || buffers().containsKey(name);
  }

  void own(String name, Tensor weight, boolean trained) {
    if (trained) {
      registerParameter(name, weight);
    } else {
      registerBuffer(name, weight);
    }
  }
}
