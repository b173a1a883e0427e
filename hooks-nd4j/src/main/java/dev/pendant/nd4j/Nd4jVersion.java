package dev.pendant.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Reads which ND4J is on the class path from what Maven leaves in its jar. */
final class Nd4jVersion {

  private static final String FILE = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private Nd4jVersion() {}

  /** Such as {@code 1.0.0-M2.1}; "of unknown version" where a repackaged jar has lost the file. */
  static String read() {
    try (InputStream in = Nd4jVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        return "of unknown version";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "of unknown version");
    } catch (IOException e) {
      return "of unknown version";
    }
  }
}
