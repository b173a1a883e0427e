package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;

/** Puts the constants of a node on the backend, as parameters or buffers of a module. */
@FunctionalInterface
public interface Weights {

  /**
   * @param name of the value in the graph
   * @param role what to call it where that name does not fit the module
   * @param trained whether it is a weight rather than a number of the graph's own
   */
  Operand operand(String name, String role, HostArray value, boolean trained);
}
