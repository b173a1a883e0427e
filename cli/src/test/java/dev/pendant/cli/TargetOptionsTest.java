package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.Backends;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetOptionsTest {

  private static final Labels LABELS = Labels.of(List.of("cat", "dog"));

  private final TargetOptions options = new TargetOptions();

  /** Of class 1 where the scores are 1 and 3. */
  private double value() {
    try (Backend backend = Backends.discover().open("djl");
        Scope scope = Scope.open()) {
      Tensor output = Tensor.of(backend, new double[] {1, 3}, 1, 2);
      Target target =
          options.applied(new Target[] {Target.classIndex(1)}, options.other(LABELS))[0];
      return target.objective(Scores.of(output)).values(output).item();
    }
  }

  @Test
  void withoutAnyTheScoreIsExplained() {
    assertThat(value()).isEqualTo(3);
    assertThat(options.name()).isNull();
  }

  @Test
  void theProbabilityCanBe() {
    options.probability = true;

    assertThat(value()).isEqualTo(1 / (1 + Math.exp(-2)), within(1e-6));
    assertThat(options.name()).isEqualTo("probability");
  }

  @Test
  void andTheDifferenceToAnotherClass() {
    options.contrast = "CAT";

    assertThat(value()).isEqualTo(2);
    assertThat(options.name()).isEqualTo("score less that of CAT");
  }

  @Test
  void errorsNameTheOption() {
    options.contrast = "2";
    assertThatThrownBy(this::value)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--contrast 2 is out of range: the model has 2 classes");
    options.contrast = "cow";
    assertThatThrownBy(this::value)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no class is labelled 'cow'");
  }
}
