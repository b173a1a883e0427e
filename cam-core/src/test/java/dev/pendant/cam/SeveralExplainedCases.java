package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.PendantException;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.GuidedGradCam;
import dev.pendant.cam.attribution.InputXGradient;
import dev.pendant.cam.attribution.LayerActivation;
import dev.pendant.cam.attribution.LayerGradientXActivation;
import dev.pendant.cam.attribution.Saliency;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.metric.Subject;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whose an attribution is where several inputs are explained, and inputs of no samples. */
abstract class SeveralExplainedCases extends ExplainerBase {

  private static final Target ONE = Target.classIndex(1);

  /** Two channels from two, as many as both pictures have together. */
  private static final class Mix extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(3).relu();
    }
  }

  /** Joins two pictures of one channel, mixes them and scores their means. */
  private Module joining() {
    return new Module() {
      private final Module mix = register("mix", new Mix());

      @Override
      public Tensors forward(Tensors in) {
        return Tensors.of(
            mix.call(Operators.apply(new Op.Concat(1), in.get(0), in.get(1))).mean(2, 3));
      }
    };
  }

  private List<Attribution> attribute(AttributionMethod method) {
    Tensors inputs = Tensors.of(picture(), tensor(new float[] {.5f, .25f, -1, 2}, 1, 1, 2, 2));
    return Explainer.of(joining()).inputs(0, 1).layer("mix").attribute(method, inputs, ONE);
  }

  @TestFactory
  Stream<DynamicTest> aLayersAttributionIsTheLayersAloneThoughItHasTheChannelsOfTheInputs() {
    return Stream.of(new LayerActivation(), new LayerGradientXActivation())
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.id(),
                    () -> {
                      List<Attribution> found = attribute(method);

                      assertThat(found).hasSize(1);
                      assertThat(found.get(0).values().channels()).isEqualTo(2);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theInputsGetTheirOwnAlsoByAMethodThatLooksAtALayer() {
    return Stream.of(new GuidedGradCam(), new InputXGradient(), new Saliency())
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.id(),
                    () ->
                        assertThat(attribute(method))
                            .hasSize(2)
                            .allMatch(one -> one.values().channels() == 1)));
  }

  // --- no samples -----------------------------------------------------------------------------

  @Test
  void aBatchOfNoSamplesIsRefused() {
    Tensor none = tensor(new float[0], 0, 1, 2, 2);
    Explainer explainer = Explainer.of(model());
    Stream.<ThrowingCallable>of(
            () -> explainer.explain(none),
            () -> explainer.layer("relu").method(new GradCam()).explain(none),
            () -> explainer.attribute(new Saliency(), none, ONE),
            () -> explainer.layer("relu").attribute(new LayerActivation(), none, ONE),
            () -> Subject.of(explainer, Tensors.of(none), ONE))
        .forEach(
            asked ->
                assertThatThrownBy(asked)
                    .isInstanceOf(PendantException.class)
                    .hasMessageContaining("input 0 cannot be explained")
                    .hasMessageContaining("expected at least one sample, got [0, 1, 2, 2]"));
  }
}
