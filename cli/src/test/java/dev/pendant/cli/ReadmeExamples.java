package dev.pendant.cli;

import dev.pendant.Backends;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Overlay;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Pictures;
import dev.pendant.cam.image.Preprocessing;
import dev.pendant.cam.method.GradCam;
import dev.pendant.hook.HookHandle;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java code of README.md; {@link ReadmeTest} runs it and holds the page to it. */
final class ReadmeExamples {

  private ReadmeExamples() {}

  @SuppressWarnings("NullAway") // w has a gradient here, and the page is read by people
  static List<Double> hooks(String id) {
    List<Double> seen = new ArrayList<>();
    // README: hooks
    try (Backend backend = Backends.discover().open(id);
        Scope scope = Scope.open()) {
      Tensor x = Tensor.scalar(backend, 2).requireGrad();
      Tensor w = Tensor.scalar(backend, 1).requireGrad();

      Tensor a = x.add(w);
      a.registerHook(
          gradient -> {
            seen.add(gradient.item()); // 2.0
            return null; // leaves the gradient as it is
          });
      a.mul(w.add(1)).backward(); // y = (x + w) * (w + 1)
      seen.add(w.grad().item()); // 5.0

      w.clearGrad();
      try (HookHandle hook = w.registerHook(gradient -> gradient.mul(3))) {
        x.add(w).mul(w.add(1)).backward();
      }
      seen.add(w.grad().item()); // 15.0
    }
    // README: end
    return seen;
  }

  // README: explain
  static Explanation explain(Path onnx, Preprocessing preparation, Path photo, Path overlay) {
    try (Backend backend = Backends.discover().open("djl");
        OnnxModel model = OnnxModels.load(onnx, backend);
        Scope scope = Scope.open()) {
      Picture picture = Pictures.read(photo);
      Tensor input =
          Tensor.of(
              backend, preparation.apply(picture), 1, 3, preparation.height(), preparation.width());
      Explainer explainer = Explainer.of(model).method(new GradCam()).layer("auto");
      Explanation why = explainer.explain(input).get(0);
      HeatMap heat = why.resized(picture.height(), picture.width());
      Pictures.writePng(overlay, Overlay.DEFAULT.over(picture, heat.values()));
      return why;
    }
  }
  // README: end
}
