package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.AblationCam;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Tails deeper than Java's stack. */
abstract class DeepTailCases extends OnBackend {

  private static final int DEPTH = 5_000;

  private float[] map(int depth) {
    Layer deep =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            Tensor y = x;
            for (int i = 0; i < depth; i++) {
              y = y.neg();
            }
            return y;
          }
        };
    Module fc = Nets.linear(backend(), Nets.FC_WEIGHT, new float[] {0.5f, 0.25f});
    Module model =
        dying(
            new Sequential(
                Nets.conv(backend(), 1, -1),
                new ReLU(),
                new AdaptiveAvgPool2d(1, 1),
                new Flatten(),
                deep,
                fc));
    return Explainer.of(model)
        .method(new AblationCam())
        .layer("1")
        .explain(Nets.picture(backend()), Target.classIndex(1))
        .get(0)
        .raw()
        .values();
  }

  @Test
  void aTailOfThousandsOfOperatorsIsReplayed() {
    assertThat(map(DEPTH)).containsExactly(map(2), within(1e-6f));
  }
}
