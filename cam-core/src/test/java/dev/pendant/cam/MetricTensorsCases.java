package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.metric.AverageDrop;
import dev.pendant.cam.metric.Coherency;
import dev.pendant.cam.metric.DeletionAuc;
import dev.pendant.cam.metric.Explained;
import dev.pendant.cam.metric.Subject;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.ClosedTensorException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import org.junit.jupiter.api.Test;

/** Metrics of models that take or return several tensors. */
abstract class MetricTensorsCases extends OnBackend {

  private static final HeatMap LEFT = HeatMap.of(1, 4, 1, 1, 0, 0);

  /**
   * Takes a gain for each sample, [n, 1], pictures, [n, c, 1, 4], and an offset for all, [2].
   * Returns the pictures, and under the name "halves" the sum of their left and of their right half
   * times the gain, plus the offset.
   */
  private static final class GainAndOffset extends Module {

    @Override
    public Tensors forward(Tensors in) {
      Tensor pictures = in.get(1);
      Tensor left = pictures.slice(3, 0, 2).sum(1, 2, 3).reshape(-1, 1);
      Tensor right = pictures.slice(3, 2, 4).sum(1, 2, 3).reshape(-1, 1);
      Tensor halves = Operators.apply(new Op.Concat(1), left, right);
      return Tensors.of(pictures).and("halves", halves.mul(in.get(0)).add(in.get(2)));
    }
  }

  private final Module model = new GainAndOffset();
  private final Explainer explainer =
      Explainer.of(model).inputs(1).output(OutputChoice.named("halves"));

  private Tensors inputs() {
    return Tensors.of(
        tensor(new float[] {2}, 1, 1),
        tensor(new float[] {4, 3, 1, 2}, 1, 1, 1, 4),
        tensor(new float[] {1, -1}, 2));
  }

  private Subject subject() {
    return Subject.of(explainer, inputs(), Target.classIndex(0));
  }

  @Test
  void theInputAndOutputOfTheExplainerAreAsked() {
    assertThat(subject().score()).isEqualTo(7 * 2 + 1);
    assertThat(subject().values()).containsExactly(4, 3, 1, 2);
    assertThat(subject().scores(5, (copy, values) -> values[0] = copy))
        .containsExactly(3 * 2 + 1, 4 * 2 + 1, 5 * 2 + 1, 6 * 2 + 1, 7 * 2 + 1);
    assertThat(Subject.of(explainer, inputs(), Target.classIndex(1)).score()).isEqualTo(3 * 2 - 1);
  }

  @Test
  void oneCopyAtATimeComesToTheSame() {
    Subject narrow =
        Subject.of(explainer.memory(new MemoryBudget(1)), inputs(), Target.classIndex(0));

    assertThat(narrow.scores(3, (copy, values) -> values[1] = copy))
        .containsExactly(4 * 2 + 1, 5 * 2 + 1, 6 * 2 + 1);
  }

  @Test
  void metricsHoldTheOtherInputsFixed() {
    Explained right = Explained.of(subject(), LEFT.map(v -> 1 - v));
    Explained ranked = Explained.of(subject(), HeatMap.of(1, 4, 4, 3, 2, 1));

    // Nothing but the offset is left.
    assertThat(new AverageDrop().value(right)).isEqualTo((15 - 1) / 15.0, within(1e-6));
    assertThat(new DeletionAuc(4, 0, 0).value(ranked))
        .isEqualTo((15 / 2.0 + 7 + 1 + 1 + 1 / 2.0) / 4, within(1e-6));
  }

  @Test
  void inputsExplainedTogetherAreChangedTogether() {
    Module both =
        new Module() {
          @Override
          public Tensors forward(Tensors in) {
            Tensor sum = in.get(0).add(in.get(1).mul(3));
            return Tensors.of(sum.slice(3, 0, 2).sum(1, 2, 3).reshape(-1, 1));
          }
        };
    Tensors two =
        Tensors.of(
            tensor(new float[] {4, 3, 1, 2}, 1, 1, 1, 4),
            tensor(new float[] {1, 1, 5, 5}, 1, 1, 1, 4));
    Subject subject = Subject.of(Explainer.of(both).inputs(0, 1), two, Target.top());

    assertThat(subject.channels()).isEqualTo(2);
    assertThat(subject.values()).containsExactly(4, 3, 1, 2, 1, 1, 5, 5);
    assertThat(subject.score()).isEqualTo(7 + 3 * 2);
    // Of each picture the second value is left: 3 + 3 * 1.
    assertThat(new AverageDrop().value(Explained.of(subject, HeatMap.of(1, 4, 0, 1, 0, 0))))
        .isEqualTo((13 - 6) / 13.0, within(1e-6));
  }

  // --- maps -----------------------------------------------------------------------------------

  /** Scores of a network, and under the name "negative" their negatives, through a mask. */
  private Module twoHeads() {
    Sequential net = Nets.pooled(backend());
    return dying(
        new Module() {
          {
            register("net", net);
          }

          @Override
          public Tensors forward(Tensors in) {
            Tensor scores = net.call(in.get(0).mul(in.get(1)));
            return Tensors.of(scores).and("negative", scores.neg());
          }
        });
  }

  @Test
  void mapsAreMadeOfWhatTheSubjectAsks() {
    Module heads = twoHeads();
    Tensors picture = Tensors.of(tensor(new float[] {1, 1, .5f, 1}, 1, 1, 2, 2), picture());
    Explainer negative =
        Explainer.of(heads)
            .layer("net.relu")
            .inputs(1)
            .output(OutputChoice.named("negative"))
            .method(new GradCam());
    Subject subject = Subject.of(negative, picture, Target.classIndex(0));
    HeatMap expected = negative.explain(picture, Target.classIndex(0)).get(0).resized(2, 2);

    Explained explained = Explained.by(Explainer.of(heads).layer("net.relu"), subject);

    assertThat(expected.max()).isPositive();
    assertThat(explained.map()).isEqualTo(expected);
    assertThat(explained.map())
        .isNotEqualTo(
            Explainer.of(heads)
                .layer("net.relu")
                .inputs(1)
                .explain(picture, Target.classIndex(0))
                .get(0)
                .resized(2, 2));
    assertThat(new Coherency().value(explained)).isBetween(0.0, 1.0);
  }

  private Tensor picture() {
    return Nets.picture(backend());
  }

  @Test
  void anExplainerOfAnotherModelIsRefused() {
    assertThatThrownBy(() -> Explained.by(Explainer.of(twoHeads()), subject()))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("expected an explainer of the subject's model");
  }

  // --- what does not fit ----------------------------------------------------------------------

  @Test
  void thePictureMayBeClosedButNotWhatIsHeldFixed() {
    Tensors inputs = inputs();
    Subject subject = Subject.of(explainer, inputs, Target.classIndex(0));

    inputs.get(1).close();
    assertThat(subject.scores(1, (copy, values) -> values[0] = 0)).containsExactly(3 * 2 + 1);

    inputs.get(0).close();
    assertThatThrownBy(() -> subject.scores(1, (copy, values) -> values[0] = 0))
        .isInstanceOf(ClosedTensorException.class);
  }

  @Test
  void anInputOrOutputThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Subject.of(explainer.inputs(3), inputs(), Target.top()))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("input 3 cannot be explained");
    assertThatThrownBy(() -> Subject.of(explainer.inputs(0), inputs(), Target.top()))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("expected one picture")
        .hasMessageContaining("got [1, 1]");
    assertThatThrownBy(
            () -> Subject.of(explainer.output(OutputChoice.at(2)), inputs(), Target.top()))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("whose output 2 is a tensor");
    assertThatThrownBy(
            () -> Subject.of(explainer.output(OutputChoice.first()), inputs(), Target.top()))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("expected class scores");
  }
}
