package dev.pendant.cam;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Dropout;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Linear;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.spi.Backend;
import java.util.LinkedHashMap;
import java.util.Map;

/** AlexNet as torchvision lays it out, with the golden file's narrow layers. */
final class AlexNetSlim {

  private final Backend backend;
  private final GoldenTensors weights = GoldenTensors.of("alexnet_slim.weights");

  private AlexNetSlim(Backend backend) {
    this.backend = backend;
  }

  static Module on(Backend backend) {
    return new AlexNetSlim(backend).model();
  }

  private Module model() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("features", features());
    parts.put("avgpool", new AdaptiveAvgPool2d(3, 3));
    parts.put("flatten", new Flatten());
    parts.put(
        "classifier",
        new Sequential(
            new Dropout(),
            linear("classifier.1"),
            new ReLU(),
            new Dropout(),
            linear("classifier.4"),
            new ReLU(),
            linear("classifier.6")));
    return new Sequential(parts);
  }

  private Sequential features() {
    return new Sequential(
        conv("features.0", 4, 2),
        new ReLU(),
        new MaxPool2d(3, 2),
        conv("features.3", 1, 2),
        new ReLU(),
        new MaxPool2d(3, 2),
        conv("features.6", 1, 1),
        new ReLU(),
        conv("features.8", 1, 1),
        new ReLU(),
        conv("features.10", 1, 1),
        new ReLU(),
        new MaxPool2d(3, 2));
  }

  private Conv2d conv(String path, int stride, int padding) {
    return new Conv2d(
        weights.tensor(backend, path + ".weight"),
        weights.tensor(backend, path + ".bias"),
        new Op.Conv2d(Size.square(stride), Padding.same(padding), Size.ONE, 1));
  }

  private Linear linear(String path) {
    return new Linear(
        weights.tensor(backend, path + ".weight"), weights.tensor(backend, path + ".bias"));
  }
}
