package dev.pendant.models.onnx.internal.row;

/** How nodes of one ONNX operator become {@link dev.pendant.op.Op}s. */
@FunctionalInterface
interface Row {

  /**
   * @throws dev.pendant.models.ModelException if an attribute or a constant input is not supported
   */
  Kernel prepare(NodeSetup node);
}
