package dev.pendant.autograd;

/** What a backward pass does with the tape it walks. */
public enum PassOption {

  /** Keeps the tape for another pass; without it, what the pass walks is freed behind it. */
  RETAIN_GRAPH,

  /**
   * Records the pass itself, so that its gradients can be differentiated; keeps the tape, too.
   * Hooks run with grad mode on. For operators whose backward is made of operators; others are
   * refused by name.
   */
  CREATE_GRAPH
}
