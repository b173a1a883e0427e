package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.AblationCam;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * An output has a row for each sample, a target a class; models that return [n] have no columns.
 */
abstract class OutputRowsCases extends ExplainerBase {

  private Module then(Sequential net, UnaryOperator<Tensor> after) {
    return dying(
        new Layer() {
          {
            register("net", net);
          }

          @Override
          protected Tensor forward(Tensor x) {
            return after.apply(net.call(x));
          }
        });
  }

  private Tensor twoPictures() {
    return tensor(new float[] {1, -2, 3, -4, 2, -1, 4, -3}, 2, 1, 2, 2);
  }

  @Test
  void oneRowForTheWholeBatchIsNoScoreOfASample() {
    Module mean =
        then(
            Nets.pooled(backend()),
            scores -> Operators.apply(new Op.Mean(List.of(0), true), scores));
    Explainer explainer = Explainer.of(mean).layer("net.relu");

    assertThatThrownBy(() -> explainer.explain(twoPictures(), Target.classIndex(0)))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("one row for each of 2 samples, the model returned float32[1, 2]");
    assertThat(explainer.explain(picture(), Target.classIndex(0))).hasSize(1);
  }

  @Test
  void aTargetForFewerOrMoreSamplesIsRefused() {
    for (List<Integer> classes : List.of(List.of(0), List.of(0, 1, 0))) {
      Target target =
          scores -> Objective.of(classes, (output, samples) -> output.slice(1, 0, 1).reshape(-1));

      assertThatThrownBy(() -> Explainer.of(model()).layer("relu").explain(twoPictures(), target))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("the class of each sample, 2 of them, it named " + classes);
    }
  }

  /** [n, 1] and [n] of one number are the same model. */
  @Test
  void everyFormOfAblationCamTakesAModelThatReturnsOneNumberForASample() {
    Sequential net = dying(Nets.pooled(backend(), new float[] {1, -2}, new float[] {0.5f}));
    Module column = then(net, scores -> scores);
    Module flat = then(net, scores -> scores.reshape(-1));

    for (Preset preset : List.of(Preset.PENDANT, Preset.PYTORCH_GRAD_CAM)) {
      for (Target target : List.of(Target.increase(), Target.function(y -> square(y)))) {
        CamMethod method = preset.method(new AblationCam().id());
        Explainer ofColumn = Explainer.of(column).layer("net.relu").method(method);
        Explainer ofFlat = Explainer.of(flat).layer("net.relu").method(method);

        float[] expected = ofColumn.explain(picture(), target).get(0).raw().values();
        assertThat(ofFlat.explain(picture(), target).get(0).raw().values())
            .containsExactly(expected, within(1e-6f));
      }
    }
  }

  private static Tensor square(Tensor y) {
    Tensor flat = y.reshape(-1);
    return flat.mul(flat);
  }
}
