package dev.pendant.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Text files that a user names. */
final class TextFile {

  /** Some editors put it in front of UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * The text of a UTF-8 file.
   *
   * @throws InputException if it is missing, unreadable or other than UTF-8
   */
  static String read(Path path) {
    try {
      String text = Files.readString(path);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": there is no such file; check the path", e);
    } catch (CharacterCodingException e) {
      throw new InputException(path + ": expected a text file in UTF-8; save it as such", e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read (" + FileFault.of(e) + ")", e);
    }
  }
}
