package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.InputXGradient;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.attribution.Occlusion;
import dev.pendant.cam.method.AblationCam;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.ScoreCam;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Models that take or return several tensors. */
abstract class SeveralTensorsCases extends ExplainerBase {

  private static final Target ONE = Target.classIndex(1);

  /** A model around {@link Nets#pooled}, its module "net". */
  private Module around(BiFunction<Module, Tensors, Tensors> forward) {
    Sequential net = Nets.pooled(backend());
    return dying(
        new Module() {
          {
            register("net", net);
          }

          @Override
          public Tensors forward(Tensors in) {
            return forward.apply(net, in);
          }
        });
  }

  /** Scores a picture through a mask, both [n, 1, 2, 2], times a number per sample, [n, 1]. */
  private Module masked() {
    return around((net, in) -> Tensors.of(net.call(in.get(0).mul(in.get(1))).mul(in.get(2))));
  }

  /** The same of the picture alone, the others built in. */
  private Module maskedByHalf(float number) {
    return around((net, in) -> Tensors.of(net.call(in.single().mul(0.5)).mul(number)));
  }

  private Tensor half(int samples) {
    return tensor(new float[] {.5f, .5f, .5f, .5f, .5f, .5f, .5f, .5f}, 2, 1, 2, 2)
        .slice(0, 0, samples);
  }

  @Test
  void theFirstInputIsExplainedAndTheOthersHeldFixed() {
    Tensors inputs = Tensors.of(picture(), half(1), tensor(new float[] {2}, 1, 1));
    for (CamMethod method :
        List.of(new GradCam(), new ScoreCam(), new AblationCam(), new InputXGradient())) {
      float[] expected =
          explainer(maskedByHalf(2), method).explain(picture(), ONE).get(0).raw().values();

      float[] map = explainer(masked(), method).explain(inputs, ONE).get(0).raw().values();

      assertThat(map).as(method.id()).containsExactly(expected, within(1e-6f));
    }
  }

  private static Explainer explainer(Module model, CamMethod method) {
    return Explainer.of(model).method(method).layer("net.conv");
  }

  @Test
  void fixedInputsOfABatchGoWithTheirSamples() {
    Tensor batch = tensor(new float[] {1, -2, 3, -4, 4, 3, -2, 1}, 2, 1, 2, 2);
    Tensors inputs = Tensors.of(batch, half(2), tensor(new float[] {2, -3}, 2, 1));

    Attribution both = Explainer.of(masked()).attribute(new Occlusion(), inputs, ONE).get(0);
    for (int sample = 0; sample < 2; sample++) {
      Tensor alone = batch.slice(0, sample, sample + 1);
      Attribution one =
          Explainer.of(maskedByHalf(sample == 0 ? 2 : -3)).attribute(new Occlusion(), alone, ONE);
      assertThat(both.values().sample(sample))
          .containsExactly(one.values().sample(0), within(1e-6));
    }
  }

  @Test
  void anyInputCanBeTheOneExplained() {
    Tensors inputs = Tensors.of(half(1), picture(), tensor(new float[] {2}, 1, 1));

    Attribution found =
        Explainer.of(masked()).inputs(1).attribute(new InputXGradient(), inputs, ONE).get(0);

    Attribution expected =
        Explainer.of(maskedByHalf(2)).attribute(new InputXGradient(), picture(), ONE);
    assertThat(found.values().sample(0)).containsExactly(expected.values().sample(0));
  }

  @Test
  void severalInputsExplainedTogetherShareTheScore() {
    Tensors inputs = Tensors.of(picture(), half(1), tensor(new float[] {2}, 1, 1));
    Explainer explainer = Explainer.of(masked()).inputs(0, 1);
    IntegratedGradients method = new IntegratedGradients();

    List<Attribution> apart = explainer.attribute(method, inputs, ONE);
    double[] delta = explainer.convergenceDelta(method, apart, inputs, ONE);

    // f(a x, a m) runs over relu(a^2 x m): picture and mask get the same share of it.
    assertThat(apart).hasSize(2);
    assertThat(apart.get(0).values().sample(0))
        .containsExactly(apart.get(1).values().sample(0), within(1e-5));
    // 0.5 mean relu(x m) + mean relu(-x m), doubled.
    assertThat(apart.get(0).total(0) + apart.get(1).total(0)).isCloseTo(2, within(1e-4));
    assertThat(delta[0]).isCloseTo(0, within(1e-4));
  }

  @Test
  void integersAreHeldFixedToo() {
    Tensor scales = tensor(new float[] {2, -3}, 2, 1);
    Module scaledByLabel =
        around(
            (net, in) -> {
              Tensor scale = Operators.apply(new Op.Gather(0), scales, in.get(1));
              return Tensors.of(net.call(in.get(0)).mul(scale));
            });
    Tensors inputs = Tensors.of(picture(), Tensor.of(backend(), new long[] {1}, 1));

    Attribution found = Explainer.of(scaledByLabel).attribute(new Occlusion(), inputs, ONE).get(0);

    Attribution plain = Explainer.of(model()).attribute(new Occlusion(), picture(), ONE);
    for (int i = 0; i < 4; i++) {
      assertThat(found.values().at(0, 0, i))
          .isCloseTo(-3 * plain.values().at(0, 0, i), within(1e-6));
    }
  }

  @Test
  void anInputThatCannotBeExplainedIsRefused() {
    Tensors inputs = Tensors.of(picture(), half(1), tensor(new float[] {2}, 1, 1));
    Explainer explainer = Explainer.of(masked());

    assertThatThrownBy(() -> explainer.inputs(3).explain(inputs))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("input 3 cannot be explained")
        .hasMessageContaining("float32[1, 1, 2, 2], float32[1, 1, 2, 2], float32[1, 1]");
    assertThatThrownBy(() -> explainer.inputs(0, 2).explain(inputs))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("differ in channels only");
    assertThatThrownBy(() -> explainer.inputs()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> explainer.inputs(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> explainer.explain(Tensors.of(Tensor.of(backend(), new long[] {1}, 1, 1))))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("expected a floating tensor");
  }

  // --- outputs --------------------------------------------------------------------------------

  /** The scores of a net, and under the name "negative" their negatives. */
  private Module twoHeads() {
    return around(
        (net, in) -> {
          Tensor scores = net.call(in.single());
          return Tensors.of(scores).and("negative", scores.neg());
        });
  }

  private float[] map(OutputChoice output) {
    return Explainer.of(twoHeads())
        .layer("net.relu")
        .output(output)
        .explain(picture(), ONE)
        .get(0)
        .raw()
        .values();
  }

  @Test
  void anyOutputCanBeExplained() {
    float[] first = map(OutputChoice.first());

    float[] negated = new float[first.length];
    for (int i = 0; i < first.length; i++) {
      negated[i] = -first[i];
    }
    assertThat(map(OutputChoice.at(1))).containsExactly(negated);
    assertThat(map(OutputChoice.named("negative"))).containsExactly(negated);
  }

  @Test
  void aFunctionOfSeveralOutputsCanBeExplained() {
    float[] first = map(OutputChoice.first());

    float[] map = map(outputs -> outputs.get(0).mul(3).add(outputs.get(1)));

    for (int i = 0; i < first.length; i++) {
      assertThat(map[i]).isEqualTo(2 * first[i], within(1e-6f));
    }
  }

  @Test
  void theScoresAreThoseOfTheOutputExplained() {
    Explanation why =
        Explainer.of(twoHeads())
            .layer("net.relu")
            .output(OutputChoice.at(1))
            .explain(picture())
            .get(0);

    assertThat(why.classIndex()).isZero(); // -2 and 2.25, negated
    assertThat(why.score().logit()).isEqualTo(2);
  }

  /** A class token after one block, and all tokens after another. */
  private Module readAtTwoDepths() {
    return dying(
        new Module() {
          private final Module patches = register("patches", Nets.conv(backend(), 1, -1));
          private final Module shallow = register("shallow", new ReLU());
          private final Module deep = register("deep", new ReLU());

          @Override
          public Tensors forward(Tensors inputs) {
            Tensor spatial = patches.call(inputs.single());
            long n = spatial.shape().get(0);
            Tensor tokens = spatial.reshape(n, 2, -1).permute(0, 2, 1);
            Tensor early = shallow.call(tokens);
            return Tensors.of(early.mean(1), deep.call(early).mean(1));
          }
        });
  }

  @Test
  void autoLooksAtTheOutputExplained() {
    Explainer explainer = Explainer.of(readAtTwoDepths());

    assertThat(explainer.explain(picture()).get(0).provenance().layer()).isEqualTo("shallow");
    assertThat(explainer.output(OutputChoice.at(1)).explain(picture()).get(0).provenance().layer())
        .isEqualTo("deep");
  }

  /** A row, [n, 1, 4], beside the picture, each with a layer of its own. */
  private Module rowAndPicture() {
    return dying(
        new Module() {
          private final Module ofPicture = register("ofPicture", Nets.conv(backend(), 1, -1));
          private final Module ofRow = register("ofRow", new ReLU());

          @Override
          public Tensors forward(Tensors in) {
            Tensor scores = ofPicture.call(in.get(1)).mean(2, 3);
            return Tensors.of(scores.add(ofRow.call(in.get(0)).mean(2)));
          }
        });
  }

  @Test
  void autoPicksALayerWithTheAxesOfTheInputExplained() {
    Tensors inputs = Tensors.of(tensor(new float[] {1, 2, 3, 4}, 1, 1, 4), picture());
    Explainer explainer = Explainer.of(rowAndPicture());

    assertThat(explainer.explain(inputs, ONE).get(0).provenance().layer()).isEqualTo("ofRow");
    assertThat(explainer.inputs(1).explain(inputs, ONE).get(0).provenance().layer())
        .isEqualTo("ofPicture");
  }

  @Test
  void anOutputThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> map(OutputChoice.at(2)))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("whose output 2 is a tensor, this one returned (float32[1, 2], neg");
    assertThatThrownBy(() -> map(OutputChoice.named("boxes")))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("an output named 'boxes'");
  }
}
