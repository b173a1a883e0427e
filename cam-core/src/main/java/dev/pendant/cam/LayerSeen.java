package dev.pendant.cam;

/**
 * Where a map was made: the place that was asked for, and which call and tensor that turned out to
 * be in the run. Immutable.
 *
 * @param asked by its user, or found by {@code auto} or a pattern
 * @param call of the module within the run, from 0
 * @param slot of the tensors that the module took or returned, from 0
 */
public record LayerSeen(LayerPoint asked, int call, int slot) {

  /**
   * @throws IllegalArgumentException if a number is below 0, or another than was asked for
   */
  public LayerSeen {
    boolean otherCall = asked.call() != LayerPoint.LAST_CALL && asked.call() != call;
    boolean otherSlot = asked.slot() != LayerPoint.ONLY_TENSOR && asked.slot() != slot;
    if (call < 0 || slot < 0 || otherCall || otherSlot) {
      throw new IllegalArgumentException(
          "expected the call and slot that are meant by '%s', counted from 0, got call %d and slot %d"
              .formatted(asked, call, slot));
    }
  }
}
