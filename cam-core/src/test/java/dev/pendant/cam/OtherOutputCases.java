package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.image.Box;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.SegmentationTarget;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import org.junit.jupiter.api.Test;

/** Explaining models that end in something else than class scores. */
abstract class OtherOutputCases extends OnBackend {

  /** [1, 2, 2, 2]: the picture and its negative, each without what is below 0. */
  private Explainer segmenter() {
    return Explainer.of(dying(new Sequential(Nets.conv(backend(), 1, -1), new ReLU()))).layer("0");
  }

  @Test
  void aSegmentationIsExplainedWithinABox() {
    Explanation why =
        segmenter()
            .explain(Nets.picture(backend()), SegmentationTarget.of(0).within(new Box(0, 0, 1, 2)))
            .get(0);

    // The gradient is 1 at (0, 0) and (1, 0) of channel 0, so its mean is 1 / 2.
    assertThat(why.raw().values()).containsExactly(0.5f, -1, 1.5f, -2);
    assertThat(why.classIndex()).isZero();
    assertThat(why.status()).isEqualTo(Status.OK);
    assertThat(why.resized(2, 2).max()).isEqualTo(1);
    assertThatThrownBy(why::score).isInstanceOf(TargetException.class);
  }

  @Test
  void anyElementCanBeExplained() {
    Explanation why = segmenter().explain(Nets.picture(backend()), Target.index(1, 0, 1)).get(0);

    // Of the negative, 2 at (0, 1): the gradient's mean is 1 / 4.
    assertThat(why.raw().values()).containsExactly(-0.25f, 0.5f, -0.75f, 1);
    assertThat(why.classIndex()).isEqualTo(Objective.NO_CLASS);
    assertThat(why.status()).isEqualTo(Status.OK);
  }

  @Test
  void probabilityAndContrastHaveMapsOfTheirOwn() {
    Explainer explainer = Explainer.of(dying(Nets.pooled(backend()))).layer("relu");
    float[] score = map(explainer, Target.classIndex(1));
    float[] other = map(explainer, Target.classIndex(0));
    float[] contrast = map(explainer, Target.classIndex(1).contrast(Target.classIndex(0)));
    float[] probability = map(explainer, Target.classIndex(1).probability());
    double p = 1 / (1 + Math.exp(-2 - 2.25));

    for (int i = 0; i < 4; i++) {
      assertThat(contrast[i]).isEqualTo(score[i] - other[i], within(1e-5f));
      assertThat((double) probability[i]).isEqualTo(p * (1 - p) * contrast[i], within(1e-5));
    }
  }

  private float[] map(Explainer explainer, Target target) {
    return explainer.explain(Nets.picture(backend()), target).get(0).raw().values();
  }
}
