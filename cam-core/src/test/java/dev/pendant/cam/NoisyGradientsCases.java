package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.NoisyGradients;
import dev.pendant.cam.attribution.SmoothGrad;
import dev.pendant.cam.attribution.SmoothGradSquared;
import dev.pendant.cam.attribution.VarGrad;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Spread of gradients over noisy copies. */
abstract class NoisyGradientsCases extends OnBackend {

  private static final Target ONE = Target.classIndex(1);

  private Module linear() {
    float[] weight = ToyGolden.sine(3 * 4, 0.5, 0.7, 0.1);
    return dying(new Sequential(new Flatten(), Nets.linear(backend(), weight, new float[3])));
  }

  @Test
  void aGradientThatNeverVariesHasNoVariance() {
    Explanation why =
        Explainer.of(linear()).method(new VarGrad()).explain(Nets.picture(backend()), ONE).get(0);

    assertThat(why.raw().values()).containsOnly(0);
    assertThat(why.status()).isEqualTo(Status.BLANK);
    assertThat(why.finished(Preset.PENDANT, 2, 2).values()).containsOnly(0);
  }

  @Test
  void varianceIsTheMeanSquareLessTheSquaredMean() {
    Explainer toy = Explainer.of(dying(ToyGolden.model(backend())));
    Tensor input = ToyGolden.input(backend());
    NoisyGradients noisy = new NoisyGradients(7, 0.5, true, 3);
    double[] mean = toy.attribute(new SmoothGrad(noisy), input, ONE).values().sample(0);
    double[] square = toy.attribute(new SmoothGradSquared(noisy), input, ONE).values().sample(0);

    double[] variance = toy.attribute(new VarGrad(noisy), input, ONE).values().sample(0);

    for (int i = 0; i < variance.length; i++) {
      assertThat(variance[i])
          .isNotNegative()
          .isEqualTo(square[i] - mean[i] * mean[i], within(1e-9));
    }
    assertThat(Arrays.stream(variance).max().orElse(0)).isGreaterThan(1e-6);
  }
}
