package dev.pendant.op;

import dev.pendant.PendantException;
import dev.pendant.tensor.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator was given inputs or attributes it cannot take; nothing native has been called. */
public final class OperatorException extends PendantException {

  /**
   * @param expected what the operator expects, and what to do where that is not plain
   */
  public OperatorException(Op op, List<Spec> inputs, String expected) {
    super(op.name() + " of " + inputs + ": " + expected, null);
  }

  private OperatorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The same error, naming the backend it would have gone to. */
  public OperatorException on(String backendId) {
    OperatorException named =
        new OperatorException(getMessage() + " (backend " + backendId + ")", getCause());
    named.setStackTrace(getStackTrace());
    return named;
  }
}
