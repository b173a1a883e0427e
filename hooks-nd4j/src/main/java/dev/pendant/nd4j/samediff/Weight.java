package dev.pendant.nd4j.samediff;

import dev.pendant.tensor.Tensor;

/** Where a variable of the graph is kept; looked up at each call, so it can be replaced. */
record Weight(GraphModule owner, String name, boolean trained) {

  Tensor value() {
    return trained ? owner.parameter(name) : owner.buffer(name);
  }
}
