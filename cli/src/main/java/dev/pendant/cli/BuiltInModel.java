package dev.pendant.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The model that comes with the command; it tells circle, square, triangle, star, cross, ring. */
final class BuiltInModel {

  /** As answers name it. */
  static final String NAME = "builtin:shapes";

  private BuiltInModel() {}

  /** The content of its ONNX file. */
  static byte[] bytes() {
    return resource("shapes.onnx");
  }

  static Sidecar sidecar() {
    return Sidecar.parse(new String(resource("shapes.json"), StandardCharsets.UTF_8), NAME);
  }

  private static byte[] resource(String name) {
    try (InputStream stream = BuiltInModel.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar of the command");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
