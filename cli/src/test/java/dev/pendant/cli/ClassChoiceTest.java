package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.Backends;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassChoiceTest {

  private static final Labels LABELS = Labels.of(List.of("cat", "dog", "hen"));

  private static Scores scores;

  @BeforeAll
  static void secondClassIsWorstAndThirdBest() {
    try (Backend backend = Backends.discover().open("djl");
        Tensor logits = Tensor.of(backend, new float[] {0.5f, -1, 2}, 1, 3)) {
      scores = Scores.of(logits);
    }
  }

  @Test
  void autoStandsForTheClassesWithTheHighestScores() {
    assertThat(classes(2, "auto")).containsExactly(2, 0);
  }

  @Test
  void autoOfMoreClassesThanThereAreEndsWithTheLast() {
    assertThat(classes(4, "auto")).containsExactly(2, 0, 1, 1);
  }

  @Test
  void indicesNamesAndAutoStandSideBySide() {
    assertThat(classes(1, "1", "HEN", "auto", "+0")).containsExactly(1, 2, 2, 0);
  }

  @Test
  void anIndexOutOfRangeIsRefusedHoweverLong() {
    for (String index : List.of("3", "-1", "99999999999999999999")) {
      assertThatThrownBy(() -> classes(1, index))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(index + " is out of range: the model has 3 classes, 0 to 2");
    }
  }

  @Test
  void anUnknownNameIsRefusedBeforeAnythingRuns() {
    ClassChoice choice = new ClassChoice(List.of("cow"), 1, null);
    assertThatThrownBy(() -> choice.targets(LABELS)).isInstanceOf(UsageException.class);
  }

  @Test
  void autoPassesOverTheClassThatOthersAreSetAgainst() {
    Target[] targets = new ClassChoice(List.of("auto"), 2, Target.classIndex(2)).targets(LABELS);

    assertThat(classes(targets)).containsExactly(0, 1);
  }

  private static List<Integer> classes(int top, String... wanted) {
    return classes(new ClassChoice(List.of(wanted), top, null).targets(LABELS));
  }

  private static List<Integer> classes(Target... targets) {
    return Arrays.stream(targets).map(one -> one.objective(scores).classes().get(0)).toList();
  }
}
