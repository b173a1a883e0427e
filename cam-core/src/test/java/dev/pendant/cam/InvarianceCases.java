package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What must not matter to any method: the batch, the order of channels and of layers. */
abstract class InvarianceCases extends EveryMethodBase {

  private static final float TOLERANCE = 1e-5f;

  /** Weights are drawn per channel, so the order of channels is all there is. */
  private static final String OF_CHANNELS_IN_ORDER = "random-cam";

  private static Set<String> without(String... ids) {
    Set<String> rest = Methods.ids();
    rest.removeAll(List.of(ids));
    return rest;
  }

  private static void assertSame(HeatMap map, HeatMap expected) {
    float[] values = expected.values();
    float largest = Math.max(Math.abs(expected.max()), Math.abs(expected.min()));
    assertThat(largest).as("a map of zeros shows nothing").isPositive();
    assertThat(map.values()).containsExactly(values, within(TOLERANCE * Math.max(1, largest)));
  }

  @TestFactory
  Stream<DynamicTest> aBatchGivesWhatItsSamplesGiveAlone() {
    return each(
        Methods.ids(),
        id -> {
          CamMethod method = Preset.PENDANT.method(id);
          Explainer explainer = explainer(modelFor(id), id, "relu1");
          Tensor input = inputFor(id);
          List<Explanation> together = explainer.explain(input, TARGET);
          for (int sample = 0; sample < 2; sample++) {
            Tensor one = input.slice(0, sample, sample + 1);
            Explanation alone = explainer.explain(one, Target.classIndex(CLASSES[sample])).get(0);
            assertSame(together.get(sample).raw(), alone.raw());
          }
          assertThat(together.get(0).provenance().layer().equals(Provenance.NO_LAYER))
              .isEqualTo(!method.needsLayer());
        });
  }

  @TestFactory
  Stream<DynamicTest> theOrderOfChannelsDoesNotMatter() {
    return each(
        without(OF_CHANNELS_IN_ORDER, OF_ATTENTION),
        id -> {
          Module shuffled =
              dying(ToyGolden.model(backend(), new int[] {2, 0, 1}, new int[] {3, 1, 0, 2}));
          Tensor input = inputFor(id);
          List<Explanation> found = explainer(shuffled, id, "relu1").explain(input, TARGET);
          List<Explanation> expected = explainer(modelFor(id), id, "relu1").explain(input, TARGET);
          assertSame(found.get(0).raw(), expected.get(0).raw());
          assertSame(found.get(1).raw(), expected.get(1).raw());
        });
  }

  @TestFactory
  Stream<DynamicTest> theOrderOfLayersDoesNotMatter() {
    Set<String> atALayer = new TreeSet<>(Methods.ids());
    atALayer.removeIf(id -> !Preset.PENDANT.method(id).needsLayer());
    return each(
        atALayer,
        id -> {
          // CAM needs pooling behind every layer.
          String[] layers =
              id.equals("cam")
                  ? new String[] {"relu2", "pool:input"}
                  : new String[] {"relu1", "conv2", "relu2"};
          String[] backwards = layers.clone();
          java.util.Collections.reverse(Arrays.asList(backwards));
          Explainer explainer = explainer(modelFor(id), id, "relu1");
          for (Preset preset : Preset.values()) {
            HeatMap forth = fused(explainer.layers(layers), preset);
            assertSame(fused(explainer.layers(backwards), preset), forth);
          }
        });
  }

  private HeatMap fused(Explainer explainer, Preset preset) {
    return explainer
        .explain(ToyGolden.input(backend()), TARGET)
        .get(0)
        .finished(preset, ToyGolden.HEIGHT, ToyGolden.WIDTH);
  }
}
