package dev.pendant.models.onnx.internal.plan;

import dev.pendant.models.onnx.internal.row.Frame;
import java.util.List;

/**
 * One thing a plan does: an operator, a shape computed on the host, or the call of a child.
 *
 * @param drops values that nothing needs after it
 */
record Step(Action action, List<String> drops) {

  /** Reads and writes values of the frame. */
  @FunctionalInterface
  interface Action {
    void run(Frame frame);
  }

  Step {
    drops = List.copyOf(drops);
  }

  void run(Frame frame) {
    action.run(frame);
    drops.forEach(frame::drop);
  }
}
