package dev.pendant.cam;

import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.weights.Weights;
import dev.pendant.models.zoo.AlexNet;
import dev.pendant.models.zoo.ResNet;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import java.util.List;

/** The trained networks of the golden folder: read from their ONNX file, or written in Java. */
enum GoldenModels {
  ALEXNET_ONNX("alexnet_slim"),
  ALEXNET_JAVA("alexnet_slim"),
  RESNET_ONNX("resnet_slim"),
  RESNET_JAVA("resnet_slim");

  /** Its name in the golden folder. */
  final String file;

  GoldenModels(String file) {
    this.file = file;
  }

  Module on(Backend backend) {
    return switch (this) {
      case ALEXNET_JAVA ->
          new AlexNet(List.of(16, 48, 96, 64, 64), 3, List.of(128, 128), 6)
              .load(weights(), backend);
      case RESNET_JAVA ->
          new ResNet(false, List.of(1, 2, 1, 1), List.of(16, 24, 32, 48), 1, 64, 6)
              .load(weights(), backend);
      default -> OnnxModels.load(GoldenTensors.FOLDER.resolve(file + ".onnx"), backend);
    };
  }

  private Weights weights() {
    return Weights.read(GoldenTensors.FOLDER.resolve(file + ".weights.pth"));
  }

  GoldenTensors tensors() {
    return GoldenTensors.of(file);
  }
}
