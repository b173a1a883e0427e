package dev.pendant.cam;

import dev.pendant.models.weights.Weights;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/** The float32 tensors of a file of the repository's golden folder. */
final class GoldenTensors {

  static final Path FOLDER = Path.of("..", "goldens", "models");

  private final Weights file;

  private GoldenTensors(Weights file) {
    this.file = file;
  }

  static GoldenTensors of(String name) {
    return new GoldenTensors(Weights.read(FOLDER.resolve(name + ".safetensors")));
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
    return file.tensor(name, backend);
  }
}
