package dev.pendant.tools;

import dev.pendant.tensor.Tensors;

/**
 * Runs something once per backward pass: after the last of some leaves had its gradient added. That
 * all gradients came is told before the last one is added; and a hook may have emptied the last
 * one, then nothing is added. State is each thread's own and begins anew with each leaf, so a pass
 * that failed leaves nothing behind.
 */
final class LastOfPass {

  private final Runnable action;
  private final ThreadLocal<Boolean> filled = new ThreadLocal<>();
  private final ThreadLocal<Boolean> due = new ThreadLocal<>();

  LastOfPass(Runnable action) {
    this.action = action;
  }

  /** The pass came to one leaf. */
  void came(Tensors gradient) {
    due.remove();
    filled.set(gradient.isPresent(0));
  }

  /** It has now come to all; the one that came last is not added yet. */
  void allCame() {
    if (Boolean.TRUE.equals(filled.get())) {
      due.set(true);
    } else {
      action.run();
    }
  }

  /** The gradient of the one that came last was added. */
  void added() {
    if (Boolean.TRUE.equals(due.get())) {
      due.remove();
      filled.remove();
      action.run();
    }
  }
}
