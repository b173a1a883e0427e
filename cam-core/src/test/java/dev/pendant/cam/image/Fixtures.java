package dev.pendant.cam.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;

/** What Pillow, OpenCV, torch and NumPy made; see generate.py beside the files. */
final class Fixtures {

  private static final JsonNode ROOT = json("fixtures.json");

  private Fixtures() {}

  static JsonNode get(String name) {
    return Objects.requireNonNull(ROOT.get(name), name);
  }

  static Picture picture(JsonNode size, JsonNode pixels) {
    return Picture.ofRgb(size.get(0).asInt(), size.get(1).asInt(), bytes(pixels));
  }

  static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText());
  }

  /** Rows of numbers, one after the other. */
  static float[] floats(JsonNode rows) {
    float[] values = new float[rows.size() * rows.get(0).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows.get(i / rows.get(0).size()).get(i % rows.get(0).size()).asDouble();
    }
    return values;
  }

  static byte[] file(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path copy(String name, Path folder) throws IOException {
    return Files.write(folder.resolve(name), file(name));
  }

  static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
