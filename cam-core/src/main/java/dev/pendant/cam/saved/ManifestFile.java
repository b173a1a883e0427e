package dev.pendant.cam.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pendant.cam.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes and reads {@link Manifest}s as JSON; what is not exactly one is refused. */
final class ManifestFile {

  static final String NAME = "manifest.json";
  static final String FORMAT = "pendant-explanation";
  static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private ManifestFile() {}

  /** Writes the whole file or nothing. */
  static void write(Path path, Manifest manifest) throws IOException {
    byte[] text = JSON.writeValueAsBytes(manifest);
    AtomicFile.write(path, out -> out.write(text));
  }

  /**
   * @throws SavedException if there is none, or it is none that this version can read
   */
  static Manifest read(Path path) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(path));
      requireVersion(path, json);
      return JSON.treeToValue(json, Manifest.class);
    } catch (NoSuchFileException e) {
      throw new SavedException(
          path,
          "there is none; it is written last, so if other files are there saving was cut short:"
              + " save the explanation again, or check the path",
          e);
    } catch (JsonProcessingException e) {
      throw new SavedException(
          path,
          "expected the manifest of a saved explanation, got something damaged (%s); save it again"
              .formatted(e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new SavedException(
          path, "cannot be read (" + e + "); check that it is a file you may read", e);
    }
  }

  private static void requireVersion(Path path, JsonNode json) {
    JsonNode format = json.path("format");
    if (!format.isTextual() || !format.textValue().equals(FORMAT)) {
      throw new SavedException(
          path,
          "expected a manifest of format '%s', got %s; give a folder that an explanation was saved in"
              .formatted(FORMAT, format.isMissingNode() ? "none" : format));
    }
    JsonNode version = json.path("version");
    if (!version.isInt() || version.intValue() != VERSION) {
      throw new SavedException(
          path,
          "expected format version %d, got %s; read it with the version of Pendant that wrote it, or a newer one"
              .formatted(VERSION, version.isMissingNode() ? "none" : version));
    }
  }
}
