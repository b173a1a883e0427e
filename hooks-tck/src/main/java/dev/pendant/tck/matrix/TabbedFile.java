package dev.pendant.tck.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A resource of this package with a record per line and tabs between its columns. */
final class TabbedFile {

  private TabbedFile() {}

  /**
   * Records in the order of the file, without lines that begin with a hash sign.
   *
   * @throws IllegalStateException if the file is missing or a line has another number of columns
   */
  static List<String[]> read(String name, int columns) {
    try (InputStream file = TabbedFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing beside " + TabbedFile.class);
      }
      List<String[]> records = new ArrayList<>();
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        String[] record = line.split("\t", -1);
        if (record.length != columns) {
          throw new IllegalStateException(
              name + ": expected " + columns + " columns, got " + record.length + ": " + line);
        }
        records.add(record);
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
