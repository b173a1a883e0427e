package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.Cam;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.HiResCam;
import dev.pendant.cam.method.LayerCam;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.ScoreCam;
import dev.pendant.cam.method.XGradCam;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.nn.Sigmoid;
import dev.pendant.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each cheap way gives what the plain way gives. */
abstract class ShortcutCases extends OnBackend {

  private static final float TOLERANCE = 1e-5f;
  private static final Target TARGET = Target.classIndices(2, 0);

  /** Those that look at the tail. */
  private static final List<String> AT_A_LAYER =
      List.of(
          "grad-cam",
          "hires-cam",
          "grad-cam-elementwise",
          "grad-cam++",
          "xgrad-cam",
          "layer-cam",
          "eigen-grad-cam",
          "seg-eigen-cam",
          "ablation-cam",
          "finer-cam",
          "shapley-cam",
          "refine-cam");

  private Module toy() {
    return dying(ToyGolden.model(backend()));
  }

  private void assertSame(List<Explanation> cheap, List<Explanation> plain) {
    assertThat(cheap).hasSameSizeAs(plain).isNotEmpty();
    for (int i = 0; i < cheap.size(); i++) {
      float[] expected = plain.get(i).raw().values();
      float largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(largest).as("a map of zeros shows nothing").isPositive();
      assertThat(cheap.get(i).raw().values())
          .containsExactly(expected, within(TOLERANCE * Math.max(1, largest)));
    }
  }

  // --- closed forms ---------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> closedFormsEqualTheWalkBack() {
    return AT_A_LAYER.stream()
        .map(
            id ->
                DynamicTest.dynamicTest(
                    id,
                    () -> {
                      Explainer explainer =
                          Explainer.of(toy()).method(Preset.PENDANT.method(id)).layer("relu2");
                      Tensor input = ToyGolden.input(backend());
                      assertSame(
                          explainer.explain(input, TARGET),
                          explainer.withoutShortcuts().explain(input, TARGET));
                    }));
  }

  @Test
  void aClosedFormNeedsNoBackwardPass() {
    Explainer explainer = Explainer.of(toy()).layer("relu2");
    Tensor input = ToyGolden.input(backend());
    backend().reset();

    explainer.methods(new GradCam(), new HiResCam(), new XGradCam()).explain(input, TARGET);

    assertThat(backend().walkedBack()).isZero();
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(2);
  }

  @TestFactory
  Stream<DynamicTest> ablationForAnyObjectiveEqualsRunningAPooledTail() {
    return Stream.of(Preset.PENDANT, Preset.PYTORCH_GRAD_CAM)
        .map(
            preset ->
                DynamicTest.dynamicTest(
                    preset.name(), () -> assertPooledAblation(preset.method("ablation-cam"))));
  }

  private void assertPooledAblation(CamMethod ablation) {
    Explainer explainer = Explainer.of(toy()).method(ablation).layer("relu2");
    Tensor input = ToyGolden.input(backend());
    List<Explanation> plain =
        explainer.withoutShortcuts().explain(input, TARGET.probability(), TARGET.decrease());
    backend().reset();

    List<Explanation> cheap = explainer.explain(input, TARGET.probability(), TARGET.decrease());

    assertSame(cheap, plain);
    assertThat(Collections.frequency(backend().evaluated(), "Linear")).isEqualTo(1);
  }

  @TestFactory
  Stream<DynamicTest> allClassesAtOnceAreThoseOneByOne() {
    return Stream.of(new Cam(), new GradCam(), new HiResCam(), new XGradCam(), new LayerCam())
        .map(method -> DynamicTest.dynamicTest(method.id(), () -> assertAllClasses(method, toy())));
  }

  private void assertAllClasses(CamMethod method, Module model) {
    Explainer explainer = Explainer.of(model).method(method).layer("relu2");
    Tensor input = ToyGolden.input(backend());
    ClassMaps all = explainer.allClasses(input);
    for (int index = 0; index < 3; index++) {
      for (Explanation one : explainer.explain(input, Target.classIndex(index))) {
        assertThat(all.map(one.sample(), index).values())
            .containsExactly(one.raw().values(), within(TOLERANCE));
      }
    }
  }

  // --- tails ----------------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> runningTheTailEqualsRunningTheModel() {
    return Stream.of("ablation-cam", "shapley-cam")
        .flatMap(
            id ->
                Stream.of("relu1", "conv2")
                    .map(
                        layer ->
                            DynamicTest.dynamicTest(
                                id + " " + layer, () -> assertTail(toy(), id, layer))));
  }

  private void assertTail(Module model, String id, String layer) {
    Explainer explainer = Explainer.of(model).method(Preset.PENDANT.method(id)).layer(layer);
    Tensor input = ToyGolden.input(backend());
    List<Explanation> plain = explainer.withoutShortcuts().explain(input, TARGET);
    assertSame(explainer.explain(input, TARGET), plain);
    assertSame(explainer.memory(new MemoryBudget(1)).explain(input, TARGET), plain);
  }

  @Test
  void theTailAloneIsRunAndManyChannelsAtATime() {
    Explainer explainer =
        Explainer.of(toy()).method(Preset.PENDANT.method("ablation-cam")).layer("relu1");
    Tensor input = ToyGolden.input(backend());
    backend().reset();

    explainer.explain(input, TARGET);

    // Head and tail once, then all three channels through the tail's convolution together.
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(3);
  }

  @Test
  void tailsThatReadTheHeadToo() {
    assertTail(dying(new Residual(backend(), false)), "ablation-cam", "relu");
  }

  @Test
  void tailsThatPutAnotherAxisFirst() {
    assertTail(dying(new Residual(backend(), true)), "ablation-cam", "relu");
  }

  /** {@code x + relu(x)}, perhaps with channels for samples on the way. */
  private static final class Residual extends Layer {

    private final Module relu = register("relu", new ReLU());
    private final Module net;
    private final boolean turned;

    Residual(dev.pendant.spi.Backend backend, boolean turned) {
      this.net = register("net", ToyGolden.model(backend));
      this.turned = turned;
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor active = relu.call(x.mul(2).sub(0.1));
      Tensor sum = turned ? active.permute(1, 0, 2, 3).permute(1, 0, 2, 3).add(x) : active.add(x);
      return net.call(sum);
    }
  }

  // --- batches --------------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> runsSideBySideEqualRunsOneByOne() {
    return Stream.of(
            "score-cam",
            "ss-cam",
            "is-cam",
            "smooth-grad-cam++",
            "smooth-grad",
            "var-grad",
            "integrated-gradients",
            "occlusion")
        .map(id -> DynamicTest.dynamicTest(id, () -> assertSideBySide(id)));
  }

  private void assertSideBySide(String id) {
    Explainer explainer = Explainer.of(toy()).method(Preset.PENDANT.method(id)).layer("relu1");
    Tensor input = ToyGolden.input(backend());

    assertSame(
        explainer.explain(input, TARGET),
        explainer.memory(new MemoryBudget(1)).explain(input, TARGET));
  }

  @Test
  void channelsThatAreTheSameEverywhereShareOneRun() {
    Module model =
        dying(
            new Sequential(
                Nets.conv(backend(), 1, -1, 0, 0),
                new ReLU(),
                new AdaptiveAvgPool2d(1, 1),
                new Flatten(),
                Nets.linear(backend(), new float[] {1, 2, 3, 4, 4, 3, 2, 1}, new float[2])));
    Explainer explainer =
        Explainer.of(model).method(new ScoreCam()).layer("1").memory(new MemoryBudget(1));
    Tensor picture = Nets.picture(backend());
    backend().reset();

    explainer.explain(picture);

    // The run itself, the trial, two channels that vary, and one for the two zeros.
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(1 + 1 + 2 + 1);
  }

  @Test
  void maskedInputsAreRunOnceForAllTargets() {
    Tensor input = ToyGolden.input(backend());
    Module model = dying(toy());
    for (String id : List.of("score-cam", "is-cam")) {
      Explainer explainer = Explainer.of(model).method(Preset.PENDANT.method(id)).layer("relu1");
      backend().reset();
      List<Explanation> first = explainer.explain(input, Target.classIndex(0));
      int runs = Collections.frequency(backend().evaluated(), "Conv2d");
      List<Explanation> second = explainer.explain(input, Target.classIndex(1));

      backend().reset();
      List<Explanation> both = explainer.explain(input, Target.classIndex(0), Target.classIndex(1));

      assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(runs);
      assertSame(both.subList(0, first.size()), first);
      assertSame(both.subList(first.size(), both.size()), second);
    }
  }

  @Test
  void ablationLeavesOutChannelsThatAreZero() {
    Module model =
        dying(
            new Sequential(
                Nets.conv(backend(), 1, -1, 0, 0),
                new ReLU(),
                new Sigmoid(),
                new AdaptiveAvgPool2d(1, 1),
                new Flatten(),
                Nets.linear(backend(), new float[] {1, 2, 3, 4, 4, 3, 2, 1}, new float[2])));
    Explainer explainer =
        Explainer.of(model)
            .method(Preset.PENDANT.method("ablation-cam"))
            .layer("1")
            .memory(new MemoryBudget(1));
    Tensor picture = Nets.picture(backend());
    backend().reset();

    explainer.explain(picture);

    assertThat(Collections.frequency(backend().evaluated(), "Sigmoid")).isEqualTo(1 + 2);
  }

  @Test
  void aModelMadeForOneSizeOfBatchIsRunOneCopyAtATime() {
    Module model = dying(new FixedBatch(backend()));
    Tensor input = ToyGolden.input(backend());
    for (String id : List.of("score-cam", "integrated-gradients", "smooth-grad-cam++")) {
      CamMethod method = Preset.PENDANT.method(id);
      assertSame(
          Explainer.of(model).method(method).layer("net.relu1").explain(input, TARGET),
          Explainer.of(toy()).method(method).layer("relu1").explain(input, TARGET));
    }
  }

  private static final class FixedBatch extends Layer {

    private final Module net;

    FixedBatch(dev.pendant.spi.Backend backend) {
      this.net = register("net", ToyGolden.model(backend));
    }

    @Override
    protected Tensor forward(Tensor x) {
      if (x.shape().get(0) != 2) {
        throw new IllegalArgumentException("takes batches of 2, got " + x.spec());
      }
      return net.call(x);
    }
  }

  @Test
  void scoreCamOfTheTopChannelsIsScoreCamIfAllAreTaken() {
    Explainer explainer = Explainer.of(toy()).layer("relu1");
    Tensor input = ToyGolden.input(backend());

    assertSame(
        explainer.method(new ScoreCam().top(3)).explain(input, TARGET),
        explainer.method(new ScoreCam()).explain(input, TARGET));
  }

  // --- sharing --------------------------------------------------------------------------------

  @Test
  void manyMethodsTargetsAndLayersShareOneRun() {
    Explainer explainer = Explainer.of(toy()).layers("relu1", "relu2");
    Tensor input = ToyGolden.input(backend());
    CamMethod[] methods =
        Stream.of("grad-cam", "layer-cam", "eigen-cam", "fem")
            .map(Preset.PENDANT::method)
            .toArray(CamMethod[]::new);
    backend().reset();

    List<Explanation> together = explainer.methods(methods).explain(input, Target.top(2));

    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(2);
    assertThat(together).hasSize(4 * 2 * 2);
    int at = 0;
    for (CamMethod method : methods) {
      for (Explanation alone : explainer.method(method).explain(input, Target.top(2))) {
        assertThat(together.get(at).provenance().method()).isEqualTo(method.id());
        assertThat(together.get(at++).raw().values()).containsExactly(alone.raw().values());
      }
    }
  }
}
