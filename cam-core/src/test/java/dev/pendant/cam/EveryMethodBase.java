package dev.pendant.cam;

import dev.pendant.cam.target.Target;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A model, its two pictures and their classes, for each method. */
abstract class EveryMethodBase extends OnBackend {

  static final int[] CLASSES = {2, 0};
  static final Target TARGET = Target.classIndices(CLASSES);

  /** Needs a transformer; all others are tried on the toy of {@code cam-toy.json}. */
  static final String OF_ATTENTION = "legrad";

  static Stream<DynamicTest> each(Set<String> ids, Consumer<String> check) {
    return ids.stream().map(id -> DynamicTest.dynamicTest(id, () -> check.accept(id)));
  }

  static Module modelFor(String id, Backend backend) {
    return id.equals(OF_ATTENTION)
        ? OnnxModels.load(GoldenTensors.FOLDER.resolve("vit_slim.onnx"), backend)
        : ToyGolden.model(backend);
  }

  static Tensor inputFor(String id, Backend backend) {
    return id.equals(OF_ATTENTION)
        ? GoldenTensors.of("vit_slim").tensor(backend, "input")
        : ToyGolden.input(backend);
  }

  /** At the layer given, but for CAM, which needs pooling behind its layer. */
  static Explainer explainer(Module model, String id, String layer) {
    return Explainer.of(model)
        .method(Preset.PENDANT.method(id))
        .layer(id.equals("cam") ? "relu2" : layer);
  }

  final Module modelFor(String id) {
    return dying(modelFor(id, backend()));
  }

  final Tensor inputFor(String id) {
    return inputFor(id, backend());
  }
}
