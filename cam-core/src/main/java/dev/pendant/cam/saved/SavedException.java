package dev.pendant.cam.saved;

import dev.pendant.PendantException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An explanation could not be saved or read back; the message is one line and starts with the path.
 */
public final class SavedException extends PendantException {

  SavedException(Path path, String message) {
    this(path, message, null);
  }

  SavedException(Path path, String message, @Nullable Throwable cause) {
    super((path + ": " + message).replaceAll("\\s*[\\r\\n]+\\s*", " "), cause);
  }

  /** A part of what was saved is not what another part says. */
  static SavedException differs(Path folder, String what, Object expected, Object got) {
    return new SavedException(
        folder,
        "%s: expected %s, got %s; this is no longer what was saved: save it again"
            .formatted(what, expected, got));
  }
}
