package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.method.Layout;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ModuleNotFoundException;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Looking at any place of a model: inputs of layers, one of several calls or tensors, patterns. */
abstract class LayerPointCases extends ExplainerBase {

  private static final Target ONE = Target.classIndex(1);

  private float[] map(Module model, String layer) {
    return Explainer.of(model).layer(layer).explain(picture(), ONE).get(0).raw().values();
  }

  @Test
  void theInputOfALayerIsTheOutputOfTheOneBefore() {
    Sequential model = model();

    assertThat(map(model, "pool:input")).containsExactly(map(model, "relu"));
    assertThat(map(model, "relu:input")).containsExactly(map(model, "conv"));
  }

  @Test
  void theInputOfTheModelIsALayerToo() {
    // Of the logit 0.25 + mean of 0.5 relu(x) + relu(-x): 0.125 where x > 0, -0.25 where x < 0.
    assertThat(map(model(), "conv:input")).containsExactly(-0.0625f, 0.125f, -0.1875f, 0.25f);
  }

  /** {@code relu(relu(x) - 2)}, pooled and doubled, by one ReLU called twice. */
  private Module twice() {
    ReLU shared = new ReLU();
    Sequential end = Nets.pooled(backend());
    return dying(
        new Layer() {
          {
            register("shared", shared);
            register("end", end);
          }

          @Override
          protected Tensor forward(Tensor x) {
            return end.call(shared.call(shared.call(x).add(-2)));
          }
        });
  }

  @Test
  void ofAModuleCalledTwiceAnyCallCanBeChosen() {
    Module model = twice();

    // relu(x) = 1 0 3 0, then relu(... - 2) = 0 0 1 0; the gradient of class 1 is 1/8 where > 0,
    // and that of its mean over 4 places 1/32 or 1/8.
    Explanation last = Explainer.of(model).layer("shared").explain(picture(), ONE).get(0);
    assertThat(last.raw().values()).containsExactly(0, 0, 1 / 32f, 0);
    assertThat(map(model, "shared#1")).containsExactly(last.raw().values());
    assertThat(map(model, "shared#0")).containsExactly(1 / 32f, 0, 3 / 32f, 0);
    assertThat(map(model, "shared#1:input")).containsExactly(-1 / 32f, -2 / 32f, 1 / 32f, -2 / 32f);
  }

  @Test
  void bothCallsCanBeLookedAtInOneRun() {
    Module model = twice();

    Explanation both =
        Explainer.of(model).layers("shared#1", "shared#0").explain(picture(), ONE).get(0);

    assertThat(both.unfinished().layers().get(0).values()).containsExactly(map(model, "shared#1"));
    assertThat(both.unfinished().layers().get(1).values()).containsExactly(map(model, "shared#0"));
  }

  @Test
  void aCallThatIsNotMadeIsRefused() {
    assertThatThrownBy(() -> map(twice(), "shared#2"))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("was called 2 times when the model ran, so there is no call #2");
  }

  /** Hands on the picture and its double; the model scores them together. */
  private Module pairing() {
    Module pair =
        new Module() {
          @Override
          public Tensors forward(Tensors inputs) {
            Tensor x = inputs.single();
            return Tensors.ofSlots(List.<@Nullable Tensor>of(x.mul(1), x.mul(2)));
          }
        };
    Sequential end = Nets.pooled(backend());
    return dying(
        new Layer() {
          {
            register("pair", pair);
            register("end", end);
          }

          @Override
          protected Tensor forward(Tensor x) {
            Tensors both = pair.call(Tensors.of(x));
            return end.call(both.get(0).add(both.get(1).mul(0.5)));
          }
        });
  }

  @Test
  void ofSeveralTensorsOneIsSelected() {
    // The sum is 2x; the gradient of its first half is as at the model's input, of the second half.
    assertThat(map(pairing(), "pair[0]")).containsExactly(-0.0625f, 0.125f, -0.1875f, 0.25f);
    assertThat(map(pairing(), "pair[1]")).containsExactly(-0.0625f, 0.125f, -0.1875f, 0.25f);
  }

  @Test
  void ofSeveralTensorsOneHasToBeSelected() {
    assertThatThrownBy(() -> map(pairing(), "pair"))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("must return one floating tensor, it returns (float32[1, 1, 2, 2],")
        .hasMessageContaining("such as pair[0]");
    assertThatThrownBy(() -> map(pairing(), "pair[2]"))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("a floating tensor in slot 2");
  }

  @Test
  void aPatternStandsForAllLayersThatFit() {
    Sequential model =
        dying(
            new Sequential(
                new Sequential(Nets.conv(backend(), 1, -1), new ReLU()),
                new AdaptiveAvgPool2d(1, 1)));

    Explanation why = Explainer.of(model).layer("0.*").explain(picture(), ONE).get(0);

    assertThat(why.provenance().layer()).isEqualTo("0.0+0.1");
    assertThat(why.provenance().layers())
        .containsExactly(
            new LayerSeen(LayerPoint.output("0.0"), 0, 0),
            new LayerSeen(LayerPoint.output("0.1"), 0, 0));
  }

  @Test
  void aPatternThatFitsNothingIsRefused() {
    assertThatThrownBy(() -> map(model(), "layer*.conv?"))
        .isInstanceOf(ModuleNotFoundException.class);
  }

  @Test
  void aLayoutCanBeGivenWhereShapesDoNotTell() {
    // The four places of the ReLU's output as one row.
    LayerLayout row =
        (point, activation, input) ->
            new Layout(2, Shape.of(1, 4), Layout.channelsFirst(activation).places());
    HeatMap map =
        Explainer.of(model()).layer("relu").layout(row).explain(picture(), ONE).get(0).raw();

    assertThat(map.height()).isEqualTo(1);
    assertThat(map.width()).isEqualTo(4);
    assertThat(map.values()).containsExactly(map(model(), "relu"));
  }

  @Test
  void aLayoutThatReadsBeyondTheLayerIsRefused() {
    LayerLayout beyond = (point, activation, input) -> Layout.channelsFirst(3, Shape.of(2, 2));

    assertThatThrownBy(
            () -> Explainer.of(model()).layer("relu").layout(beyond).explain(picture(), ONE))
        .isInstanceOf(LayerException.class)
        .hasMessage(
            "the layout for layer 'relu' reads place 11, but a sample of [1, 2, 2, 2] has the"
                + " places 0 to 7");
  }

  @Test
  void theTextFormIsReadBack() {
    for (String text : List.of("", "a.b", "a#0", "a:input", "a[3]", "a.0#12:input[1]")) {
      assertThat(LayerPoint.parse(text)).hasToString(text);
    }
    assertThat(LayerPoint.parse("a#1:input[2]")).isEqualTo(LayerPoint.input("a").call(1).slot(2));
    assertThatThrownBy(() -> LayerPoint.output("a").call(-2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
