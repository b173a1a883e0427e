package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.metric.RandomisationCheck;
import dev.pendant.cam.metric.RandomisationCheck.Step;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The sanity checks on a small trained network. */
abstract class RandomisationCases extends OnBackend {

  private static final GoldenModels GOLDEN = GoldenModels.ALEXNET_ONNX;

  private Module model() {
    return dying(GOLDEN.on(backend()));
  }

  private Supplier<HeatMap> gradCam(Module model) {
    Tensor input = GOLDEN.tensors().tensor(backend(), "input").slice(0, 0, 1);
    return () ->
        Explainer.of(model)
            .layer("features.10")
            .explain(input, Target.classIndex(2))
            .get(0)
            .resized(128, 128);
  }

  private static Map<String, float[]> values(Module model) {
    Map<String, float[]> values = new LinkedHashMap<>();
    model
        .namedModules()
        .forEach(
            (path, module) ->
                module
                    .parameters()
                    .forEach((name, p) -> values.put(path + "." + name, p.toFloatArray())));
    return values;
  }

  private static void assertUnchanged(Module model, Map<String, float[]> before) {
    values(model)
        .forEach((name, now) -> assertThat(now).as(name).containsExactly(before.get(name)));
  }

  @Test
  void aMapThatDependsOnTheModelFallsApart() {
    Module model = model();
    Map<String, float[]> before = values(model);

    List<Step> steps = new RandomisationCheck(model, 1).cascading(gradCam(model));

    assertThat(steps.get(0).layer()).isEqualTo("classifier.6");
    assertThat(steps.get(steps.size() - 1).layer()).isEqualTo("features.0");
    assertThat(steps.get(steps.size() - 1).similarity()).isLessThan(0.7);
    assertUnchanged(model, before);
  }

  @Test
  void aMapThatDoesNotDependOnTheModelStays() {
    Module model = model();
    HeatMap edges = gradCam(model).get();
    Tensor input = GOLDEN.tensors().tensor(backend(), "input").slice(0, 0, 1);
    Supplier<HeatMap> stubborn =
        () -> {
          model.call(input);
          return edges;
        };

    assertThat(new RandomisationCheck(model, 1).cascading(stubborn))
        .allSatisfy(step -> assertThat(step.similarity()).isEqualTo(1, within(1e-6)));
  }

  @Test
  void independentlyEachLayerIsPutBackBeforeTheNext() {
    Module model = model();
    Map<String, float[]> before = values(model);
    List<Long> changed = new ArrayList<>();
    Supplier<HeatMap> gradCam = gradCam(model);

    List<Step> steps =
        new RandomisationCheck(model, 1)
            .independent(
                () -> {
                  changed.add(layersThatChanged(model, before));
                  return gradCam.get();
                });

    assertThat(changed.get(0)).isZero();
    assertThat(changed.subList(1, changed.size())).containsOnly(1L).hasSameSizeAs(steps);
    assertUnchanged(model, before);
  }

  private static long layersThatChanged(Module model, Map<String, float[]> before) {
    return values(model).entrySet().stream()
        .filter(now -> !java.util.Arrays.equals(now.getValue(), before.get(now.getKey())))
        .map(now -> now.getKey().substring(0, now.getKey().lastIndexOf('.')))
        .distinct()
        .count();
  }

  @Test
  void parametersThatLayersShareArePutBackAsTheyWere() {
    Module model = dying(GoldenModels.RESNET_ONNX.on(backend()));
    Map<String, float[]> before = values(model);
    Tensor input = GoldenModels.RESNET_ONNX.tensors().tensor(backend(), "input");

    new RandomisationCheck(model, 1)
        .cascading(
            () -> {
              model.call(input);
              return HeatMap.of(1, 2, 0, 1);
            });

    assertUnchanged(model, before);
  }

  @Test
  void theSeedDecides() {
    Module model = model();

    List<Step> one = new RandomisationCheck(model, 1).cascading(gradCam(model));
    assertThat(new RandomisationCheck(model, 1).cascading(gradCam(model))).isEqualTo(one);
    assertThat(new RandomisationCheck(model, 2).cascading(gradCam(model))).isNotEqualTo(one);
  }

  /** These maps one after the other; calls the model as explaining it would. */
  private Supplier<HeatMap> oneByOne(Module model, HeatMap... maps) {
    Iterator<HeatMap> left = List.of(maps).iterator();
    return () -> {
      model.call(Nets.picture(backend()));
      return left.next();
    };
  }

  @Test
  void anOriginalThatIsNotFiniteIsRefused() {
    Module model = dying(Nets.pooled(backend()));
    Map<String, float[]> before = values(model);

    assertThatThrownBy(
            () ->
                new RandomisationCheck(model, 1)
                    .cascading(oneByOne(model, HeatMap.of(1, 2, 0, Float.NaN))))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("the original map holds NaN or infinity");
    assertUnchanged(model, before);
  }

  @Test
  void aRandomModelWhoseMapIsNotFiniteIsWorthNaNAndTheOtherStepsStay() {
    HeatMap map = HeatMap.of(1, 2, 0, 1);

    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Module model = dying(Nets.pooled(backend()));
      Supplier<HeatMap> maps = oneByOne(model, map, HeatMap.of(1, 2, 0, bad), map);

      List<Step> steps = new RandomisationCheck(model, 1).cascading(maps);

      assertThat(steps).extracting(Step::layer).containsExactly("fc", "conv");
      assertThat(steps.get(0).similarity()).isNaN();
      assertThat(steps.get(1).similarity()).isEqualTo(1, within(1e-6));
    }
  }

  @Test
  void aMapOfAnotherSizeIsRefused() {
    Module model = dying(Nets.pooled(backend()));
    Map<String, float[]> before = values(model);
    Supplier<HeatMap> maps = oneByOne(model, HeatMap.of(1, 2, 0, 1), HeatMap.of(2, 2, 0, 1, 2, 3));

    assertThatThrownBy(() -> new RandomisationCheck(model, 1).independent(maps))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("expected a map of 1 x 2, the original's size, got 2 x 2")
        .hasMessageContaining("fc");
    assertUnchanged(model, before);
  }

  @Test
  void theModelIsPutBackAlsoWhenSomethingThrows() {
    Module model = model();
    Map<String, float[]> before = values(model);
    List<HeatMap> made = new ArrayList<>();
    Supplier<HeatMap> gradCam = gradCam(model);

    assertThatThrownBy(
            () ->
                new RandomisationCheck(model, 1)
                    .cascading(
                        () -> {
                          if (made.size() == 2) {
                            throw new IllegalStateException("no more");
                          }
                          made.add(gradCam.get());
                          return made.get(0);
                        }))
        .hasMessage("no more");
    assertUnchanged(model, before);
    assertThat(model.hooks()).isEmpty();
  }
}
