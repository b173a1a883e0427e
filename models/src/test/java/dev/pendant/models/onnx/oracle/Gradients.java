package dev.pendant.models.onnx.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gradients by seed, kept in a file so that a backend in another JVM can be compared. */
final class Gradients {

  private final Path file;
  private final Map<Long, float[]> own = new HashMap<>();
  private final Map<Long, float[]> others;

  private Gradients(Path file, Map<Long, float[]> others) {
    this.file = file;
    this.others = others;
  }

  /**
   * @param reference the backend whose gradients the others' are compared with; it must have run
   *     before
   */
  static Gradients open(Path folder, String backend, String reference, long firstSeed, int count)
      throws IOException {
    Files.createDirectories(folder);
    String run = "-" + firstSeed + "-" + count + ".bin";
    Path others = folder.resolve(reference + run);
    boolean compares = !backend.equals(reference) && Files.exists(others);
    return new Gradients(folder.resolve(backend + run), compares ? read(others) : Map.of());
  }

  /** Whether there is anything to compare with. */
  boolean hasReference() {
    return !others.isEmpty();
  }

  private static Map<Long, float[]> read(Path path) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      Map<Long, float[]> gradients = new HashMap<>();
      while (bytes.hasRemaining()) {
        long seed = bytes.getLong();
        float[] values = new float[bytes.getInt()];
        for (int i = 0; i < values.length; i++) {
          values[i] = bytes.getFloat();
        }
        gradients.put(seed, values);
      }
      return gradients;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers a gradient; says how it differs from another backend's, null if it does not. */
  @Nullable String compare(long seed, float[] gradient, double tolerance) {
    own.put(seed, gradient);
    float[] other = others.get(seed);
    return other == null ? null : difference(gradient, other, tolerance, "gradient");
  }

  void save() throws IOException {
    int floats = own.values().stream().mapToInt(values -> values.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(own.size() * 12 + floats * 4);
    own.forEach(
        (seed, values) -> {
          bytes.putLong(seed).putInt(values.length);
          FloatBuffer view = bytes.asFloatBuffer().put(values);
          bytes.position(bytes.position() + view.position() * 4);
        });
    Files.write(file, bytes.array());
  }

  /** Relative to the largest value, so that rounding around zero does not count. */
  static @Nullable String difference(
      float[] actual, float[] expected, double tolerance, String what) {
    if (actual.length != expected.length) {
      return what + " has " + actual.length + " values, expected " + expected.length;
    }
    double scale = 1e-3;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance * scale)) {
        return what + " at " + i + " is " + actual[i] + ", expected " + expected[i];
      }
    }
    return null;
  }
}
