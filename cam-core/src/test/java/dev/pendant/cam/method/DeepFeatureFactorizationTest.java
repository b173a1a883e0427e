package dev.pendant.cam.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.tensor.Shape;
import org.junit.jupiter.api.Test;

class DeepFeatureFactorizationTest {

  /** Two concepts, (1, 2, 0) at the left half and (0, 1, 3) at the right, in two samples. */
  private static Features twoConcepts() {
    double[] values = new double[2 * 3 * 4];
    double[][] concepts = {{1, 2, 0}, {0, 1, 3}};
    for (int sample = 0; sample < 2; sample++) {
      for (int k = 0; k < 3; k++) {
        for (int p = 0; p < 4; p++) {
          values[(sample * 3 + k) * 4 + p] = (sample + 1) * concepts[p % 2][k];
        }
      }
    }
    return Features.of(2, 3, Shape.of(2, 2), values);
  }

  @Test
  void conceptsAndWhereTheyAreSeenAreFound() {
    var found = new DeepFeatureFactorization(2, 3).of(twoConcepts());

    assertThat(found.error()).isLessThan(1e-6);
    int left = found.maps()[0].of(0)[0] > found.maps()[1].of(0)[0] ? 0 : 1;
    for (int sample = 0; sample < 2; sample++) {
      double[] map = found.maps()[left].of(sample);
      assertThat(map[0]).isPositive();
      assertThat(map[1] / map[0]).isLessThan(1e-5);
    }
    double[] concept = found.concepts()[left];
    assertThat(concept[1] / concept[0]).isCloseTo(2, org.assertj.core.api.Assertions.within(1e-4));
    assertThat(concept[2] / concept[0]).isLessThan(1e-5);
  }

  @Test
  void theSameSeedGivesTheSame() {
    var factorization = new DeepFeatureFactorization(2, 3);

    assertThat(factorization.of(twoConcepts()).concepts())
        .isDeepEqualTo(factorization.of(twoConcepts()).concepts());
  }

  @Test
  void lessThanOneConceptIsRefused() {
    assertThatThrownBy(() -> new DeepFeatureFactorization(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 concept, got 0");
  }
}
