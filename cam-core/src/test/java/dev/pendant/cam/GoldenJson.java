package dev.pendant.cam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The numbers of a JSON file of the repository's golden folder. */
final class GoldenJson {

  private final JsonNode root;

  private GoldenJson(JsonNode root) {
    this.root = root;
  }

  static GoldenJson read(String name) {
    Path file = Path.of("..", "goldens", name + ".json");
    try {
      return new GoldenJson(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers under a path such as {@code torchcam/GradCAM/normalized}, row-major. */
  float[] floats(String... path) {
    JsonNode node = root;
    for (String name : path) {
      node = Objects.requireNonNull(node.get(name), () -> String.join("/", path));
    }
    List<Float> found = new ArrayList<>();
    collect(node, found);
    float[] values = new float[found.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = found.get(i);
    }
    return values;
  }

  private static void collect(JsonNode node, List<Float> found) {
    if (node.isArray()) {
      node.forEach(one -> collect(one, found));
    } else {
      found.add((float) node.asDouble());
    }
  }
}
