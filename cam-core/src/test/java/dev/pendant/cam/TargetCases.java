package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.target.FinerObjective;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class TargetCases extends OnBackend {

  private static final double[] TWO_BY_THREE = {1, 2, 0.5, -1, 0, 3};

  private Tensor output(double[] values, long... shape) {
    return Tensor.of(backend(), values, shape);
  }

  private double[] values(Target target, double[] output, long... shape) {
    Tensor at = output(output, shape);
    return target.objective(Scores.of(at)).values(at).toDoubleArray();
  }

  private void holds(Target target, double[] output, long... shape) {
    FiniteDifferences.check(backend(), target, output, shape);
  }

  @Test
  void aClassIsItsScore() {
    assertThat(values(Target.classIndex(2), TWO_BY_THREE, 2, 3)).containsExactly(0.5, 3);
    assertThat(values(Target.classIndices(0, 1), TWO_BY_THREE, 2, 3)).containsExactly(1, 0);
    assertThat(values(Target.top(), TWO_BY_THREE, 2, 3)).containsExactly(2, 3);
    holds(Target.top(), TWO_BY_THREE, 2, 3);
  }

  @Test
  void scoresMayHaveTrailingExtentsOfOne() {
    assertThat(values(Target.top(), TWO_BY_THREE, 2, 3, 1, 1)).containsExactly(2, 3);
    holds(Target.top().probability(), TWO_BY_THREE, 2, 3, 1, 1);
  }

  @Test
  void aLabelIsTheClassOfThatName() {
    List<String> labels = List.of("cat", "dog", "bird");

    assertThat(values(Target.label("dog", labels), TWO_BY_THREE, 2, 3)).containsExactly(2, 0);
    assertThatThrownBy(() -> Target.label("birt", labels))
        .isInstanceOf(TargetException.class)
        .hasMessage("no class is labelled 'birt'; nearest: [bird, cat, dog]");
    assertThatThrownBy(() -> Target.label("cat", List.of("cat", "cat")))
        .hasMessageContaining("2 classes are labelled 'cat': [0, 1]");
    assertThatThrownBy(() -> values(Target.label("cat", List.of("cat")), TWO_BY_THREE, 2, 3))
        .hasMessageContaining("3 classes, got 1");
  }

  @Test
  void aProbabilityIsTheSoftmax() {
    double sum = Math.exp(-1) + Math.exp(0) + Math.exp(-1.5);

    assertThat(values(Target.top().probability(), new double[] {1, 2, 0.5}, 1, 3))
        .containsExactly(new double[] {1 / sum}, within(1e-6));
    holds(Target.classIndex(0).probability(), TWO_BY_THREE, 2, 3);
  }

  @Test
  void whatIsNoScoreOfAClassHasNoProbability() {
    Target less = Target.classIndex(0).decrease();

    assertThatThrownBy(() -> values(less.probability(), new double[] {1, 2}, 1, 2))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("got class 0 negated; ask for the probability first");
    assertThatThrownBy(() -> values(less.rest(), new double[] {1, 2}, 1, 2))
        .isInstanceOf(TargetException.class);
  }

  @Test
  void restIsTheScoreLessItsCrossEntropy() {
    double logSum = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(0.5));

    assertThat(values(Target.top().rest(), new double[] {1, 2, 0.5}, 1, 3))
        .containsExactly(new double[] {2 * 2 - logSum}, within(1e-6));
    holds(Target.classIndex(0).rest(), TWO_BY_THREE, 2, 3);
  }

  @Test
  void aContrastIsTheDifferenceToAnotherClass() {
    Target target = Target.top().contrast(Target.classIndex(0));

    assertThat(values(target, TWO_BY_THREE, 2, 3)).containsExactly(1, 4);
    assertThat(target.objective(Scores.of(output(TWO_BY_THREE, 2, 3))).classes())
        .containsExactly(1, 2);
    holds(target, TWO_BY_THREE, 2, 3);
    holds(target.contrast(Target.top().probability()), TWO_BY_THREE, 2, 3);
  }

  @Test
  void aClassIsNotComparedWithItself() {
    assertThatThrownBy(
            () -> values(Target.top().contrast(Target.classIndex(2)), TWO_BY_THREE, 2, 3))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("sample 1: class 2 less itself");
  }

  @Test
  void oneNumberIsExplainedUpOrDown() {
    double[] numbers = {2, -3};

    assertThat(values(Target.increase(), numbers, 2)).containsExactly(2, -3);
    assertThat(values(Target.increase().decrease(), numbers, 2, 1)).containsExactly(-2, 3);
    assertThat(values(Target.binary(true), numbers, 2, 1)).containsExactly(2, -3);
    assertThat(values(Target.binary(false), numbers, 2, 1)).containsExactly(-2, 3);
    holds(Target.binary(false), numbers, 2, 1);
    assertThatThrownBy(() -> values(Target.increase(), TWO_BY_THREE, 2, 3))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("expected one number for each sample")
        .hasMessageContaining("[2, 3]");
  }

  @Test
  void anIndexPicksOneElementOfAnyOutput() {
    double[] output = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    assertThat(values(Target.index(1, 0), output, 2, 2, 3)).containsExactly(4, 10);
    holds(Target.index(1, 2), output, 2, 2, 3);
    assertThatThrownBy(() -> values(Target.index(1), output, 2, 2, 3))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("[1] has 1 numbers")
        .hasMessageContaining("2 axes");
    assertThatThrownBy(() -> values(Target.index(1, 3), output, 2, 2, 3))
        .hasMessageContaining("axis 2 has 0 to 2");
  }

  @Test
  void similarityIsTheCosine() {
    Target target = Target.similarity(new float[] {3, 4});

    assertThat(values(target, new double[] {6, 8, 4, -3}, 2, 2))
        .containsExactly(new double[] {1, 0}, within(1e-6));
    holds(target, new double[] {1, 8, 4, -2}, 2, 2);
    holds(
        Target.similarity(new float[] {3, 4}, new float[] {-1, 0.5f}),
        new double[] {1, 8, 4, -2},
        2,
        2);
  }

  @Test
  void embeddingsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Target.similarity(new float[2]))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("not zero");
    assertThatThrownBy(() -> values(Target.similarity(new float[] {1}), TWO_BY_THREE, 2, 3))
        .hasMessageContaining("expected an embedding of 3 numbers");
    assertThatThrownBy(() -> values(Target.similarity(new float[3][0]), TWO_BY_THREE, 2, 3))
        .hasMessageContaining("not zero");
  }

  @Test
  void anyFunctionOfTheOutputWillDo() {
    Target target = Target.function(out -> out.mul(out).sum(1));

    assertThat(values(target, TWO_BY_THREE, 2, 3)).containsExactly(5.25, 10);
    holds(target, TWO_BY_THREE, 2, 3);
  }

  @Test
  void aTargetOfTheWrongSizeIsRefused() {
    assertThatThrownBy(() -> values(Target.function(out -> out.sum()), TWO_BY_THREE, 2, 3))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("one number for each of 2 samples")
        .hasMessageContaining("float64[]");
    assertThatThrownBy(() -> values(Target.function(out -> out), TWO_BY_THREE, 2, 3))
        .hasMessageContaining("float64[2, 3]");
    assertThatThrownBy(() -> values(Target.classIndices(0), TWO_BY_THREE, 2, 3))
        .hasMessageContaining("expected one class per sample, got 1 for a batch of 2");
  }

  @Test
  void aTargetThatDoesNotDependOnTheOutputIsRefused() {
    Tensor at = output(TWO_BY_THREE, 2, 3);
    Target constant = Target.function(out -> output(new double[] {1, 2}, 2));
    Target detached = Target.function(out -> out.detach().sum(1));

    assertThatThrownBy(() -> constant.objective(Scores.of(at)).gradient(at))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("does not depend on the model's output");
    assertThatThrownBy(() -> detached.objective(Scores.of(at)).gradient(at))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("does not depend on the model's output");
  }

  @Test
  void outputsWithoutClassesAreRefusedByTargetsThatNeedThem() {
    assertThatThrownBy(() -> values(Target.top(), new double[8], 1, 2, 2, 2))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("float64[1, 2, 2, 2]");
  }

  @Test
  void copiesOfASampleAreExplainedForWhatItIs() {
    Tensor two = output(TWO_BY_THREE, 2, 3);
    Objective ofSecond = Target.top().objective(Scores.of(two)).ofCopies(1, 3);
    Tensor copies = output(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);

    assertThat(ofSecond.classes()).containsExactly(2, 2, 2);
    assertThat(ofSecond.values(copies).toDoubleArray()).containsExactly(3, 6, 9);
    assertThatThrownBy(() -> ofSecond.values(two))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("one row for each of 3 samples");
  }

  private String words(Target target) {
    Objective objective = target.objective(Scores.of(output(TWO_BY_THREE, 2, 3)));
    assertThat(objective.repeated(2).description(3)).isEqualTo(objective.description(1));
    assertThat(objective.ofCopies(1, 4).description(3)).isEqualTo(objective.description(1));
    return objective.description(1);
  }

  @Test
  void aTargetSaysWhatItIs() {
    Target zero = Target.classIndex(0);

    assertThat(words(Target.top())).isEqualTo("class 2");
    assertThat(words(Target.classIndices(1, 0))).isEqualTo("class 0");
    assertThat(words(zero.probability())).isEqualTo("probability of class 0");
    assertThat(words(zero.rest())).isEqualTo("ReST of class 0");
    assertThat(words(Target.index(1))).isEqualTo("element [1]");
    assertThat(words(Target.similarity(new float[] {1, 2, 3})))
        .isEqualTo("similarity to an embedding");
    assertThat(words(Target.function(scores -> scores.sum(1))))
        .isEqualTo("a function of the output");
    Tensor numbers = output(new double[] {1, 2}, 2, 1);
    assertThat(Target.binary(false).objective(Scores.of(numbers)).description(0))
        .isEqualTo("the only number negated");
    Tensor scores = output(TWO_BY_THREE, 2, 3);
    assertThat(FinerObjective.of(List.of(1, 2), scores, FinerObjective.Form.MEAN, 1).description(1))
        .isEqualTo("class 2 less near classes [1]");
  }

  @Test
  void partsOfATargetAreToldApart() {
    Target zero = Target.classIndex(0);
    Target contrast = Target.top().contrast(zero);

    assertThat(words(zero.decrease())).isEqualTo("class 0 negated");
    assertThat(words(contrast)).isEqualTo("class 2 less class 0");
    assertThat(words(contrast.decrease())).isEqualTo("(class 2 less class 0) negated");
    assertThat(words(Target.top().contrast(zero.decrease())))
        .isEqualTo("class 2 less (class 0 negated)");
    assertThat(words(zero.probability().contrast(Target.index(1))))
        .isEqualTo("probability of class 0 less element [1]");
  }
}
