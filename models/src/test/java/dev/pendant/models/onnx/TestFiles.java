package dev.pendant.models.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.models.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Files the tests read. */
final class TestFiles {

  private TestFiles() {}

  /** A file of the repository's golden folder, or else of this module's test resources. */
  static Path path(String resource) {
    Path golden = Path.of("..", "goldens", "models", resource);
    if (Files.exists(golden)) {
      return golden;
    }
    try {
      return Path.of(
          Objects.requireNonNull(TestFiles.class.getResource("/golden/" + resource), resource)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The content of such a file. */
  static byte[] bytes(String resource) {
    try {
      return Files.readAllBytes(path(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String resource) {
    try {
      return new ObjectMapper().readTree(bytes(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Weights tensors(String resource) {
    return Weights.read(Path.of("..", "goldens", "models", resource));
  }

  /** A file of the folder {@code shared} beside the checkout; skips the test where it is absent. */
  static Path shared(String file) {
    String stated = System.getProperty("pendant.shared");
    Path folder = stated == null ? null : Path.of(stated);
    for (Path up = Path.of("").toAbsolutePath();
        folder == null && up != null;
        up = up.getParent()) {
      folder = Files.isDirectory(up.resolve("shared/models")) ? up.resolve("shared") : null;
    }
    Path found = folder == null ? null : folder.resolve(file);
    Assumptions.assumeTrue(
        found != null && Files.isRegularFile(found),
        "SKIPPED: shared/" + file + " is not here; set -Dpendant.shared=FOLDER to run this test");
    return Objects.requireNonNull(found);
  }
}
