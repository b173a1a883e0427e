package dev.pendant.benchmarks;

import dev.pendant.Backends;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.method.GradCam;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.io.IOException;

/**
 * Two thousand Grad-CAMs in one process; afterwards as many arrays must be open as after the first
 * hundred.
 *
 * <p>Arguments: {@code djl} or {@code nd4j}, and perhaps how many maps. README.md has the command.
 */
public final class GradCamSoak {

  private GradCamSoak() {}

  public static void main(String[] args) throws IOException {
    int maps = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    try (Backend backend = Backends.discover().open(args[0])) {
      Noise noise = new Noise(backend);
      Module model = SmallNet.of(noise);
      Tensor picture = noise.tensor(1, 3, 32, 32);
      Explainer explainer = Explainer.of(model).method(new GradCam()).layer("conv2");
      new Soak(backend, 100, maps).run("Grad-CAM", () -> explainer.explain(picture));
    }
  }
}
