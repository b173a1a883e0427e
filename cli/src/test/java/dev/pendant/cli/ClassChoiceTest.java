package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

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
  void autoOfMoreClassesThanThereAreStandsForEachOnce() {
    assertThat(classes(Integer.MAX_VALUE, "auto")).containsExactly(2, 0, 1);
  }

  @Test
  void autoRanksOnceForAllPlacesOfAPicture() {
    Ranking ranking = new Ranking();
    assertThat(ranking.of(scores)).isSameAs(ranking.of(scores)).containsExactly(2, 0, 1);
    Scores other = Scores.of(scores.spec(), 1, Double.NaN, 1);
    assertThat(ranking.of(other)).as("another picture").containsExactly(0, 2, 1);
  }

  @Test
  void theNumberOfClassesIsNotAskedForWhereAllAreNamed() {
    ClassChoice choice = new ClassChoice(List.of("cat"), 2, null);
    assertThat(choice.targets(LABELS, () -> fail("asked"))).hasSize(1);
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
    assertThatThrownBy(() -> choice.targets(LABELS, LABELS::size))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void autoPassesOverTheClassThatOthersAreSetAgainst() {
    Target[] targets =
        new ClassChoice(List.of("auto"), 2, Target.classIndex(2)).targets(LABELS, LABELS::size);

    assertThat(classes(targets)).containsExactly(0, 1);
  }

  private static List<Integer> classes(int top, String... wanted) {
    return classes(new ClassChoice(List.of(wanted), top, null).targets(LABELS, LABELS::size));
  }

  private static List<Integer> classes(Target... targets) {
    return Arrays.stream(targets).map(one -> one.objective(scores).classes().get(0)).toList();
  }
}
