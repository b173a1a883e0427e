package dev.pendant.benchmarks.localisation;

import dev.pendant.cam.image.ChannelOrder;
import dev.pendant.cam.image.Preprocessing;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** The built-in model of the command line, with the preprocessing that its sidecar says. */
record ShapesModel(OnnxModel module, Backend backend) implements AutoCloseable {

  /** From the root of the repository. */
  static final Path FILE = Path.of("cli/src/main/resources/dev/pendant/cli/shapes.onnx");

  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          Scene.SIZE,
          Scene.SIZE,
          ChannelOrder.RGB,
          1 / 255.0,
          List.of(0.5, 0.5, 0.5),
          List.of(0.25, 0.25, 0.25));

  /** Close it before the backend. */
  static ShapesModel load(Path root, Backend backend) {
    return new ShapesModel(OnnxModels.load(root.resolve(FILE), backend), backend);
  }

  /** The pictures of some scenes as one batch; belongs to the scope that is open. */
  Tensor batch(List<Scene> scenes) {
    float[] all = new float[scenes.size() * 3 * Scene.SIZE * Scene.SIZE];
    int at = 0;
    for (Scene scene : scenes) {
      float[] one = PREPROCESSING.apply(scene.picture());
      System.arraycopy(one, 0, all, at, one.length);
      at += one.length;
    }
    return Tensor.of(backend, all, scenes.size(), 3, Scene.SIZE, Scene.SIZE);
  }

  @Override
  public void close() {
    module.close();
  }
}
