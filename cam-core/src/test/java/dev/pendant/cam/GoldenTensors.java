package dev.pendant.cam;

import dev.pendant.models.weights.Safetensors;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The float32 tensors of a file of the repository's golden folder. */
final class GoldenTensors {

  static final Path FOLDER = Path.of("..", "goldens", "models");

  private final Safetensors file;

  private GoldenTensors(Safetensors file) {
    this.file = file;
  }

  static GoldenTensors of(String name) {
    try {
      return new GoldenTensors(
          Safetensors.of(Files.readAllBytes(FOLDER.resolve(name + ".safetensors"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String name) {
    return file.names().contains(name);
  }

  Shape shape(String name) {
    return file.spec(name).shape();
  }

  float[] floats(String name) {
    return file.floats(name);
  }

  /** One sample of a batch. */
  float[] floats(String name, int sample) {
    float[] all = floats(name);
    int size = all.length / shape(name).getInt(0);
    return Arrays.copyOfRange(all, sample * size, (sample + 1) * size);
  }

  Tensor tensor(Backend backend, String name) {
    return Tensor.of(backend, floats(name), shape(name).toArray());
  }
}
