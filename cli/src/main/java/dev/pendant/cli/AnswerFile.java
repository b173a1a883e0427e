package dev.pendant.cli;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes {@link Answer}s as JSON. */
final class AnswerFile {

  private static final ObjectWriter WRITER =
      JsonMapper.builder().build().writer(new DefaultPrettyPrinter());

  private AnswerFile() {}

  /**
   * Writes the whole file or nothing; a file of that name is replaced.
   *
   * @throws InputException if it cannot be written
   */
  static void write(Path path, Answer answer) {
    Path part = path.resolveSibling("." + path.getFileName() + ".part");
    try {
      Files.writeString(part, WRITER.writeValueAsString(answer) + "\n");
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be written (" + FileFault.of(e) + ")", e);
    }
  }
}
