package dev.pendant.nd4j.samediff;

/** How one kind of SameDiff operator becomes {@link dev.pendant.op.Op}s. */
@FunctionalInterface
interface Row {

  /**
   * @throws RefusedException if this use of the operator is not supported
   */
  Kernel prepare(OpSetup op);

  /** For operators without attributes. */
  static Row always(Kernel kernel) {
    return op -> kernel;
  }
}
