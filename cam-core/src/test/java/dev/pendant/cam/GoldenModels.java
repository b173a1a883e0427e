package dev.pendant.cam;

import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;

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
      case ALEXNET_JAVA -> AlexNetSlim.on(backend);
      case RESNET_JAVA -> ResNetSlim.on(backend);
      default -> OnnxModels.load(GoldenTensors.FOLDER.resolve(file + ".onnx"), backend);
    };
  }

  GoldenTensors tensors() {
    return GoldenTensors.of(file);
  }
}
