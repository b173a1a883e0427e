package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.Cam;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.AvgPool2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class CamCases extends OnBackend {

  private float[] map(Module model, String layer, int index) {
    return Explainer.of(model)
        .method(new Cam())
        .layer(layer)
        .explain(Nets.picture(backend()), Target.classIndex(index))
        .get(0)
        .raw()
        .values();
  }

  @Test
  void channelsAreWeighedByTheLinearLayer() {
    Sequential model = dying(Nets.pooled(backend()));

    assertThat(map(model, "relu", 0)).containsExactly(1, -4, 3, -8);
    assertThat(map(model, "relu", 1)).containsExactly(0.5f, 2, 1.5f, 4);
  }

  @Test
  void itIsGradCamTimesTheNumberOfPositions() {
    Explainer explainer = Explainer.of(dying(Nets.pooled(backend()))).layer("relu");
    Tensor picture = Nets.picture(backend());

    List<Explanation> cam = explainer.method(new Cam()).explain(picture, Target.top(2));
    List<Explanation> gradCam = explainer.method(new GradCam()).explain(picture, Target.top(2));

    for (int i = 0; i < 2; i++) {
      assertThat(cam.get(i).raw().values())
          .containsExactly(gradCam.get(i).raw().map(v -> 4 * v).values(), within(1e-5f));
    }
  }

  @Test
  void itNeedsNoBackwardPass() {
    Explainer explainer = Explainer.of(dying(Nets.pooled(backend()))).layer("relu");
    backend().reset();

    explainer.method(new Cam()).explain(Nets.picture(backend()));

    assertThat(backend().evaluated())
        .containsExactly("Conv2d", "Relu", "AdaptiveAvgPool2d", "Reshape", "Linear", "Gather");
  }

  @Test
  void itExplainsScoresOfClassesAlone() {
    Explainer explainer =
        Explainer.of(dying(Nets.pooled(backend()))).layer("relu").method(new Cam());

    assertThatThrownBy(() -> explainer.explain(Nets.picture(backend()), Target.top().probability()))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("cam explains the score of a class and nothing else");
  }

  @Test
  void everySampleGetsItsOwnClass() {
    float[] two = {1, -2, 3, -4, 1, -2, 3, -4};

    List<Explanation> both =
        Explainer.of(dying(Nets.pooled(backend())))
            .method(new Cam())
            .layer("relu")
            .explain(tensor(two, 2, 1, 2, 2), Target.classIndices(1, 0));

    assertThat(both.get(0).raw().values()).containsExactly(0.5f, 2, 1.5f, 4);
    assertThat(both.get(1).raw().values()).containsExactly(1, -4, 3, -8);
  }

  @Test
  void whereThePooledChannelsAreTheScoresTheMapIsTheClasssOwnChannel() {
    Sequential model = dying(Nets.poolingOnly(backend()));

    assertThat(map(model, "relu", 0)).containsExactly(1, 0, 3, 0);
    assertThat(map(model, "relu", 1)).containsExactly(0, 2, 0, 4);
  }

  @Test
  void poolingMayBeAMeanOrAWindowOverEverything() {
    Module mean =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            return x.mean(-1, -2);
          }
        };
    for (Module pool : List.of(mean, new Sequential(new AvgPool2d(2, 2), new Flatten()))) {
      Sequential model =
          dying(
              new Sequential(
                  Nets.conv(backend(), 1, -1),
                  new ReLU(),
                  pool,
                  Nets.linear(backend(), Nets.FC_WEIGHT, new float[2])));

      assertThat(map(model, "1", 1)).containsExactly(0.5f, 2, 1.5f, 4);
    }
  }

  @Test
  void backwardHooksInTheTailAreNoObstacle() {
    Sequential model = dying(Nets.pooled(backend()));
    try (HookHandle onPool = model.find("pool").registerBackwardHook((m, in, out) -> null);
        HookHandle onFc = model.find("fc").registerBackwardHook((m, in, out) -> null);
        HookHandle onTarget = model.find("relu").registerBackwardHook((m, in, out) -> null)) {
      assertThat(map(model, "relu", 1)).containsExactly(0.5f, 2, 1.5f, 4);
    }
  }

  @Test
  void parametersThatRequireGradientsAreNoObstacle() {
    Sequential model = dying(Nets.pooled(backend()));
    model.namedParameters().values().forEach(Tensor::requireGrad);

    assertThat(map(model, "relu", 1)).containsExactly(0.5f, 2, 1.5f, 4);
  }

  @Test
  void anotherTailIsRefusedSayingWhatItIsMadeOf() {
    assertThatThrownBy(() -> map(dying(Nets.twoLinears(backend())), "conv", 0))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining(
            "from 'conv' on there is, by the shortest way, AdaptiveAvgPool2d, Reshape, Linear, Relu,"
                + " Linear; use method grad-cam");
    assertThatThrownBy(() -> map(dying(Nets.pooled(backend())), "conv", 0))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("by the shortest way, Relu, AdaptiveAvgPool2d, Reshape, Linear");
  }

  @Test
  void aSecondWayRoundThePoolingIsRefused() {
    Module fc = Nets.linear(backend(), Nets.FC_WEIGHT, new float[2]);
    Sequential model =
        dying(
            new Sequential(
                Nets.conv(backend(), 1, -1),
                new Layer() {
                  {
                    register("fc", fc);
                  }

                  @Override
                  protected Tensor forward(Tensor x) {
                    return fc.call(x.mean(2, 3)).add(x.max(2, 3));
                  }
                }));

    assertThatThrownBy(() -> map(model, "0", 0)).isInstanceOf(UnsupportedTailException.class);
  }
}
