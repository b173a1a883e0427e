package dev.pendant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** Backends that are published beside this module, so that a message can say what to add. */
final class KnownBackends {

  static final List<String> IDS = List.of("djl", "nd4j");

  private static final String VERSION_FILE = "version.properties";

  private KnownBackends() {}

  /** Maven coordinates of a known backend. */
  static String coordinates(String id) {
    return "dev.pendant:hooks-" + id + ":" + version();
  }

  /** Version of this module; backends are released together with it. */
  static String version() {
    try (InputStream in = KnownBackends.class.getResourceAsStream(VERSION_FILE)) {
      if (in == null) {
        // A repackaged jar may have lost the file; the rest of the message still helps.
        return "VERSION";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "VERSION");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + VERSION_FILE + " of hooks-api", e);
    }
  }
}
