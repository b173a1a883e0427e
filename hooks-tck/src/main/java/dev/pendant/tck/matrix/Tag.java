package dev.pendant.tck.matrix;

/** How binding a case is; the letters are the specification's. */
public enum Tag {
  /** Core: must hold. */
  C,
  /** Error contract: must hold. */
  E,
  /** Particular to PyTorch: decide and write down. */
  P,
  /** Left open by PyTorch. */
  U,
  /** A defect of PyTorch: not to be copied blindly. */
  D;

  /** Whether a backend has to do as PyTorch does. */
  public boolean required() {
    return this == C || this == E;
  }
}
