package dev.pendant.models;

import dev.pendant.PendantException;
import org.jspecify.annotations.Nullable;

/** A model file cannot be read or holds what is not supported; nothing native was left behind. */
public final class ModelException extends PendantException {

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The same error, naming the file it came from. */
  public ModelException in(String source) {
    ModelException named = new ModelException(source + ": " + getMessage(), getCause());
    named.setStackTrace(getStackTrace());
    return named;
  }
}
