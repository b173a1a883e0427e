package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.attribution.LayerActivation;
import dev.pendant.cam.method.DeepFeatureFactorization;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.HiResCam;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import org.junit.jupiter.api.Test;

/** What answers for one method and one layer refuses others instead of dropping them. */
abstract class OneAnswerCases extends ExplainerBase {

  private Explainer twoMethods() {
    return Explainer.of(model()).layer("relu").methods(new GradCam(), new HiResCam());
  }

  private Explainer twoLayers() {
    return Explainer.of(model()).layers("conv", "relu");
  }

  @Test
  void noMethodAndNoLayerAreRefused() {
    Explainer explainer = Explainer.of(model());

    assertThatThrownBy(explainer::methods)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one method, got none");
    assertThatThrownBy(explainer::layers)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least one layer, got none");
  }

  @Test
  void severalMethodsAreRefusedWhereOneAnswers() {
    assertThatThrownBy(() -> twoMethods().allClasses(picture()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected one method here, got [grad-cam, hires-cam]");
    assertThatThrownBy(() -> twoMethods().smoothed(picture(), Target.top(), Preset.PENDANT, 2, 2))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void severalLayersAreRefusedWhereOneAnswers() {
    assertThatThrownBy(() -> twoLayers().allClasses(picture()))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("expected one layer here, got [conv, relu]");
    assertThatThrownBy(() -> twoLayers().attribute(new LayerActivation(), picture(), null))
        .isInstanceOf(LayerException.class);
    assertThatThrownBy(() -> twoLayers().factorize(picture(), new DeepFeatureFactorization(1, 0)))
        .isInstanceOf(LayerException.class);
  }

  /** The picture times a number for each sample, scored by the model. */
  private Module scaled() {
    Module model = model();
    return new Module() {
      {
        register("net", model);
      }

      @Override
      public Tensors forward(Tensors inputs) {
        return Tensors.of(model.call(inputs.get(0).mul(inputs.get(1).reshape(-1, 1, 1, 1))));
      }
    };
  }

  @Test
  void modelsOfSeveralInputsHaveAllAnswers() {
    Explainer plain = Explainer.of(model()).layer("relu");
    Explainer explainer = Explainer.of(scaled()).layer("net.relu");
    Tensor picture = picture();
    Tensors inputs = Tensors.of(picture, tensor(new float[] {1}, 1));

    assertThat(explainer.allClasses(inputs).map(0, 1))
        .isEqualTo(plain.allClasses(picture).map(0, 1));
    assertThat(explainer.smoothed(inputs, Target.top(), Preset.PENDANT, 2, 2))
        .isEqualTo(plain.smoothed(picture, Target.top(), Preset.PENDANT, 2, 2));
    DeepFeatureFactorization one = new DeepFeatureFactorization(1, 0);
    assertThat(explainer.factorize(inputs, one).maps()[0].of(0))
        .containsExactly(plain.factorize(picture, one).maps()[0].of(0));
  }

  @Test
  void smoothedMapsThatAreNotFiniteAreRefused() {
    Tensor broken = tensor(new float[] {1, Float.NaN, 3, -4}, 1, 1, 2, 2);

    assertThatThrownBy(
            () ->
                Explainer.of(model())
                    .layer("relu")
                    .smoothed(broken, Target.classIndex(1), Preset.PENDANT, 2, 2))
        .hasMessageContaining("the grad-cam map of class 1 of sample 0 is not finite");
  }
}
