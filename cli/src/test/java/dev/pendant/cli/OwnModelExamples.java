package dev.pendant.cli;

import ai.djl.nn.Block;
import dev.pendant.Backends;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.djl.DjlModules;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.weights.Weights;
import dev.pendant.models.zoo.Network;
import dev.pendant.nd4j.SameDiffModules;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The Java code of docs/bring-your-own.md; {@link OwnModelTest} runs it and holds the page to it.
 */
final class OwnModelExamples {

  private OwnModelExamples() {}

  // PAGE: onnx
  static List<String> modules(Path onnx, Backend backend) {
    try (OnnxModel model = OnnxModels.load(onnx, backend)) {
      return List.copyOf(model.namedModules().keySet());
    }
  }

  // PAGE: end

  // PAGE: weights
  static float[] scores(Network network, Path stateDict, Backend backend, Tensor pictures) {
    try (Module model = network.load(Weights.read(stateDict), backend);
        Scope scope = Scope.open()) {
      return model.call(pictures).toFloatArray();
    }
  }

  // PAGE: end

  // PAGE: djl
  static Explanation explain(Block block, String layer, float[] pixels, long... shape) {
    try (Backend backend = Backends.discover().open("djl");
        Module model = DjlModules.wrap(block, backend);
        Scope scope = Scope.open()) {
      model.find(layer).registerForwardHook((module, inputs, outputs) -> null);
      Tensor picture = Tensor.of(backend, pixels, shape);
      return Explainer.of(model).layer(layer).explain(picture).get(0);
    }
  }

  // PAGE: end

  // PAGE: samediff
  static float[] scores(SameDiff graph, String backendId, float[] pixels, long... shape) {
    try (Backend backend = Backends.discover().open(backendId);
        Module model = SameDiffModules.wrap(graph, List.of("picture"), List.of("scores"), backend);
        Scope scope = Scope.open()) {
      return model.call(Tensor.of(backend, pixels, shape)).toFloatArray();
    }
  }

  // PAGE: end

  // PAGE: saved
  static Module load(Path saved, Backend backend) {
    return SameDiffModules.load(saved, List.of("picture"), List.of("scores"), backend);
  }
  // PAGE: end
}
