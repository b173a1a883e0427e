package dev.pendant.cam.image;

import dev.pendant.PendantException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of this package (a picture, a {@code .npy} array) could not be read or written; the
 * message is one line and starts with the path.
 */
public final class PictureException extends PendantException {

  PictureException(Path path, String message) {
    this(path, message, null);
  }

  PictureException(Path path, String message, @Nullable Throwable cause) {
    super(oneLine(path + ": " + message), cause);
  }

  static PictureException notRead(Path path, IOException cause) {
    return cause instanceof NoSuchFileException
        ? new PictureException(path, "there is no such file; check the path", cause)
        : new PictureException(path, "cannot be read; check that it is a file you may read", cause);
  }

  static PictureException notWritten(Path path, IOException cause) {
    return new PictureException(
        path,
        "cannot be written (" + cause + "); check that its folder exists and is yours",
        cause);
  }

  /** Paths and decoders' messages may hold line breaks. */
  private static String oneLine(String message) {
    return message.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
  }
}
