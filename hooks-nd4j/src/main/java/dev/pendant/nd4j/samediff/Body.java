package dev.pendant.nd4j.samediff;

import dev.pendant.tensor.Tensors;

/** What one call of a module of a graph computes. */
@FunctionalInterface
interface Body {

  Tensors run(Tensors inputs);
}
