package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLift;
import dev.pendant.cam.attribution.DeepLiftShap;
import dev.pendant.cam.attribution.GradientShap;
import dev.pendant.cam.attribution.GuidedGradCam;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.attribution.IntegrationRule;
import dev.pendant.cam.attribution.InternalInfluence;
import dev.pendant.cam.attribution.LayerActivation;
import dev.pendant.cam.attribution.LayerConductance;
import dev.pendant.cam.attribution.LayerDeepLift;
import dev.pendant.cam.attribution.LayerDeepLiftShap;
import dev.pendant.cam.attribution.LayerFeatureAblation;
import dev.pendant.cam.attribution.LayerFeaturePermutation;
import dev.pendant.cam.attribution.LayerGradientShap;
import dev.pendant.cam.attribution.LayerGroup;
import dev.pendant.cam.attribution.LayerIntegratedGradients;
import dev.pendant.cam.attribution.LayerLrp;
import dev.pendant.cam.attribution.NoisyGradients;
import dev.pendant.cam.attribution.SmoothGrad;
import dev.pendant.cam.attribution.SmoothGradSquared;
import dev.pendant.cam.attribution.VarGrad;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Target;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What layer attributions must sum to, where they must agree, and what they refuse. */
abstract class LayerAttributionAxiomCases extends OnBackend {

  private static final Target TARGET = Target.classIndices(2, 0);

  private Explainer residual() {
    return Explainer.of(dying(ResidualNet.of(backend())));
  }

  private Attribution attribute(AttributionMethod method, String layer) {
    return residual().layer(layer).attribute(method, ResidualNet.input(backend()), TARGET);
  }

  private double[] scores(Tensor input) {
    float[] all = dying(ResidualNet.of(backend())).call(input).toFloatArray();
    int samples = input.shape().getInt(0);
    return IntStream.range(0, 2)
        .mapToDouble(sample -> all[Math.min(sample, samples - 1) * 3 + (sample == 0 ? 2 : 0)])
        .toArray();
  }

  private Tensor everywhere(float value) {
    float[] values = new float[144];
    Arrays.fill(values, value);
    return tensor(values, 1, 2, 9, 8);
  }

  private void assertSums(Attribution attribution, Tensor baseline, double tolerance) {
    double[] of = scores(ResidualNet.input(backend()));
    double[] less = scores(baseline);
    for (int sample = 0; sample < 2; sample++) {
      assertThat(attribution.total(sample)).isCloseTo(of[sample] - less[sample], within(tolerance));
    }
  }

  private static void assertSame(Attribution found, Attribution expected, double tolerance) {
    assertThat(found.values().spatial()).isEqualTo(expected.values().spatial());
    for (int sample = 0; sample < 2; sample++) {
      assertThat(found.values().sample(sample))
          .containsExactly(expected.values().sample(sample), within(tolerance));
    }
  }

  @Test
  void layerIntegratedGradientsSumToTheDifferenceOfScores() {
    AttributionMethod fine =
        new LayerIntegratedGradients(IntegrationRule.RIEMANN_MIDDLE, 1000, 0.5);

    assertSums(attribute(fine, "bn1"), everywhere(0.5f), 5e-3);
    assertSums(attribute(fine, "pool1"), everywhere(0.5f), 5e-3);
    // One place is enough where the tail is linear.
    AttributionMethod coarse = new LayerIntegratedGradients(IntegrationRule.RIEMANN_LEFT, 2, 0.5);
    assertSums(attribute(coarse, "relu4"), everywhere(0.5f), 1e-4);
  }

  @Test
  void layerDeepLiftSumsToTheDifferenceOfScores() {
    assertSums(attribute(new LayerDeepLift(), "pool1"), everywhere(0), 1e-4);
    assertSums(attribute(new LayerDeepLift(), "pool2"), everywhere(0), 1e-4);
  }

  @Test
  void layerDeepLiftShapIsTheMeanOverBaselines() {
    Tensor baselines = ResidualNet.baselines(backend());
    Attribution all = attribute(new LayerDeepLiftShap(baselines), "pool1");
    List<Attribution> alone =
        IntStream.range(0, 3)
            .mapToObj(i -> new LayerDeepLiftShap(baselines.slice(0, i, i + 1)))
            .map(method -> attribute(method, "pool1"))
            .toList();

    for (int i = 0; i < 3; i++) {
      assertSums(alone.get(i), baselines.slice(0, i, i + 1), 1e-4);
    }
    for (int sample = 0; sample < 2; sample++) {
      int of = sample;
      double mean = alone.stream().mapToDouble(one -> one.total(of)).average().orElseThrow();
      assertThat(all.total(sample)).isCloseTo(mean, within(1e-4));
    }
  }

  @Test
  void oneBaselineOfZerosIsDeepLift() {
    Tensor input = ToyGolden.input(backend());
    Explainer toy = Explainer.of(dying(ToyGolden.model(backend()))).layer("relu1");
    Tensor zeros = tensor(new float[84], 1, 2, 6, 7);

    assertSame(
        toy.attribute(new DeepLiftShap(zeros), input, TARGET),
        toy.attribute(new DeepLift(), input, TARGET),
        1e-7);
    assertSame(
        toy.attribute(new LayerDeepLiftShap(zeros), input, TARGET),
        toy.attribute(new LayerDeepLift(), input, TARGET),
        1e-7);
  }

  /** A layer that takes the input is the input. */
  @Test
  void atTheInputOfTheFirstLayerTheyAreThoseOfTheInput() {
    Tensor baselines = tensor(ToyGolden.sine(252, 0.4, 0.61, 0.7), 3, 2, 6, 7);
    Explainer toy = Explainer.of(dying(ToyGolden.model(backend()))).layer("conv1:input");
    List<List<AttributionMethod>> pairs =
        List.of(
            List.of(
                new LayerIntegratedGradients(IntegrationRule.TRAPEZOID, 10, 0.2),
                new IntegratedGradients(IntegrationRule.TRAPEZOID, 10, 0.2)),
            List.of(new LayerDeepLift(), new DeepLift()),
            List.of(new LayerDeepLiftShap(baselines), new DeepLiftShap(baselines)),
            List.of(
                new LayerGradientShap(baselines, 7, 0.3, 4),
                new GradientShap(baselines, 7, 0.3, 4)));
    for (List<AttributionMethod> pair : pairs) {
      Tensor input = ToyGolden.input(backend());
      assertSame(
          toy.attribute(pair.get(0), input, TARGET),
          toy.attribute(pair.get(1), input, TARGET),
          1e-6);
    }
  }

  @Test
  void manyDrawsOfGradientShapComeCloseToIntegratedGradients() {
    Tensor input = ToyGolden.input(backend());
    Explainer toy = Explainer.of(dying(ToyGolden.model(backend())));
    float[] half = new float[84];
    Arrays.fill(half, 0.5f);
    Tensor baselines = tensor(half, 1, 2, 6, 7);
    Attribution exact =
        toy.attribute(
            new IntegratedGradients(IntegrationRule.RIEMANN_MIDDLE, 500, 0.5), input, TARGET);

    double few = distance(toy, new GradientShap(baselines, 4, 0, 1), exact);
    double many = distance(toy, new GradientShap(baselines, 1000, 0, 1), exact);

    double size = Math.sqrt(Arrays.stream(exact.values().sample(0)).map(x -> x * x).sum());
    assertThat(many).isLessThan(0.05 * size).isLessThan(few / 3);
  }

  private double distance(Explainer toy, AttributionMethod method, Attribution exact) {
    double[] found = toy.attribute(method, ToyGolden.input(backend()), TARGET).values().sample(0);
    double[] expected = exact.values().sample(0);
    return Math.sqrt(
        IntStream.range(0, found.length)
            .mapToDouble(i -> Math.pow(found[i] - expected[i], 2))
            .sum());
  }

  @Test
  void theSeedDecidesAllDraws() {
    Tensor baselines = ResidualNet.baselines(backend());
    Attribution first = attribute(new GradientShap(baselines, 3, 0.1, 5), "bn1");

    assertSame(attribute(new GradientShap(baselines, 3, 0.1, 5), "bn1"), first, 0);
    assertThat(attribute(new GradientShap(baselines, 3, 0.1, 9), "bn1").total(0))
        .isNotCloseTo(first.total(0), within(1e-3));
    assertThat(attribute(new GradientShap(baselines, 3, 0, 5), "bn1").total(0))
        .isNotCloseTo(first.total(0), within(1e-3));
  }

  @Test
  void aChannelIsWorthWhatItsAbsenceTakes() {
    Features activation = attribute(new LayerActivation(), "pool1").values();
    Features lost = attribute(new LayerFeatureAblation(LayerGroup.CHANNEL, 0), "pool1").values();
    for (int k = 0; k < activation.channels(); k++) {
      boolean dead = activation.max(0, k) == 0 && activation.min(0, k) == 0;
      assertThat(lost.at(0, k, 0) == 0).isEqualTo(dead);
      assertThat(lost.channel(0, k)).containsOnly(lost.at(0, k, 0));
    }
  }

  @Test
  void groupsThatAreAtTheBaselineAlreadyTakeNoRun() {
    Explainer pooled = Explainer.of(dying(Nets.pooled(backend()))).layer("relu");
    Tensor picture = Nets.picture(backend()); // relu returns 4 values above 0 and 4 zeros
    pooled.attribute(new LayerFeatureAblation(), picture, Target.classIndex(1));
    long all = linearLayers();
    backend().reset();
    double[] lost =
        pooled
            .memory(new dev.pendant.cam.method.MemoryBudget(1))
            .attribute(new LayerFeatureAblation(), picture, Target.classIndex(1))
            .values()
            .sample(0);

    assertThat(all).isEqualTo(2); // the model, and four tails side by side
    assertThat(linearLayers()).isEqualTo(5);
    // class 1: 0.5 mean(relu(x)) + mean(relu(-x)) + 0.25
    assertThat(lost).containsExactly(0.125, 0, 0.375, 0, 0, 0.5, 0, 1);
  }

  @Test
  void samplesExchangeChannelsByTheSeed() {
    Module model = dying(ResidualNet.of(backend()));
    Tensor two = ResidualNet.input(backend());
    Tensor five = Operators.apply(new Op.Concat(0), two, ResidualNet.baselines(backend()));
    Explainer there = Explainer.of(model).layer("bn1");
    Target target = Target.classIndex(1);
    AttributionMethod first = new LayerFeaturePermutation(LayerGroup.CHANNEL, 1);
    double[] found = there.attribute(first, five, target).values().sample(0);

    assertThat(there.attribute(first, five, target).values().sample(0)).containsExactly(found);
    assertThat(
            there
                .attribute(new LayerFeaturePermutation(LayerGroup.CHANNEL, 2), five, target)
                .values()
                .sample(0))
        .isNotEqualTo(found);
    assertThatThrownBy(() -> there.attribute(first, two.slice(0, 0, 1), target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2")
        .hasMessageContaining("layer-feature-ablation");
  }

  /** Among samples that are all the same there is nothing to exchange. */
  @Test
  void sameSamplesLoseNothing() {
    Tensor one = ResidualNet.input(backend()).slice(0, 0, 1);
    Tensor twice = Operators.apply(new Op.Concat(0), one, one);
    Attribution found =
        residual().layer("bn1").attribute(new LayerFeaturePermutation(), twice, null);
    assertThat(found.values().sample(1)).containsOnly(0);
  }

  private long linearLayers() {
    return backend().evaluated().stream().filter("Linear"::equals).count();
  }

  @Test
  void squaredGradientsAreTheVarianceAndTheSquareOfTheMean() {
    NoisyGradients noise = NoisyGradients.CAPTUM;
    Features square = attribute(new SmoothGradSquared(noise), "bn1").values();
    Features mean = attribute(new SmoothGrad(noise), "bn1").values();
    Features variance = attribute(new VarGrad(noise), "bn1").values();
    for (int p = 0; p < square.positions(); p++) {
      double expected = variance.at(1, 0, p) + Math.pow(mean.at(1, 0, p), 2);
      assertThat(square.at(1, 0, p)).isCloseTo(expected, within(1e-6));
    }
    assertThat(square.max(1, 0)).isPositive();
  }

  // --- data of other axes, tokens -------------------------------------------------------------

  private List<AttributionMethod> atAnyTail(Tensor baselines) {
    return List.of(
        new LayerActivation(),
        new LayerIntegratedGradients(IntegrationRule.GAUSS_LEGENDRE, 4, 0),
        new LayerFeatureAblation(LayerGroup.CHANNEL, 0),
        new LayerFeatureAblation(LayerGroup.POSITION, 0),
        new LayerGradientShap(baselines));
  }

  @TestFactory
  Stream<DynamicTest> rowsAndBoxes() {
    return Stream.of(new int[] {12}, new int[] {4, 6, 8})
        .map(
            extents ->
                DynamicTest.dynamicTest(extents.length + " axes", () -> assertShapes(extents)));
  }

  private void assertShapes(int... extents) {
    int[] kernel = IntStream.of(extents).map(extent -> 3).toArray();
    Tensor data = AxisNets.data(backend(), extents);
    Explainer explainer = Explainer.of(dying(AxisNets.of(backend(), kernel))).layer("half");
    Stream<AttributionMethod> methods =
        Stream.concat(
            atAnyTail(data).stream(),
            Stream.of(new LayerDeepLift(), new LayerDeepLiftShap(data), new LayerLrp()));
    long[] halves = IntStream.of(extents).mapToLong(extent -> extent / 2).toArray();
    methods.forEach(
        method -> {
          Attribution found = explainer.attribute(method, data, TARGET);
          assertThat(found.values().spatial()).isEqualTo(Shape.of(halves));
          assertThat(found.values().channels()).isEqualTo(3);
          assertThat(found.largest().of(0)).as(method.id()).isNotEmpty();
          assertThat(Arrays.stream(found.largest().of(0)).max().orElseThrow()).isPositive();
        });
  }

  @Test
  void tokensOfATransformer() {
    try (Module vit = OnnxModels.load(GoldenTensors.FOLDER.resolve("vit_slim.onnx"), backend())) {
      Tensor input = GoldenTensors.of("vit_slim").tensor(backend(), "input");
      Explainer explainer = Explainer.of(vit).layer("encoder.layers.encoder_layer_2.ln_1");
      for (AttributionMethod method : atAnyTail(input)) {
        Attribution found = explainer.attribute(method, input, null);
        assertThat(found.values().spatial()).isEqualTo(Shape.of(8, 8));
        assertThat(Arrays.stream(found.largest().of(1)).max().orElseThrow())
            .as(method.id())
            .isPositive()
            .isFinite();
      }
      assertThatThrownBy(() -> explainer.attribute(new LayerLrp(), input, null))
          .isInstanceOf(UnsupportedTailException.class);
    }
  }

  /** A linear layer has values, though no map. */
  @Test
  void layersWithoutPositionsHaveAttributionsToo() {
    Tensor baselines = ResidualNet.baselines(backend());
    Stream<AttributionMethod> methods =
        Stream.concat(
            atAnyTail(baselines).stream(),
            Stream.of(
                new LayerDeepLift(),
                new LayerDeepLiftShap(baselines),
                new LayerLrp(),
                new LayerConductance(4)));
    methods.forEach(
        method -> {
          Attribution found = attribute(method, "relu4");
          assertThat(found.values().channels()).as(method.id()).isEqualTo(5);
          assertThat(found.values().spatial()).isEqualTo(Shape.of());
          assertThat(Arrays.stream(found.values().sample(0)).map(Math::abs).sum()).isPositive();
        });
    assertThat(attribute(new LayerActivation(), "fc2").values().sample(0))
        .containsExactly(
            Arrays.copyOf(
                dying(ResidualNet.of(backend())).call(ResidualNet.input(backend())).toDoubleArray(),
                3),
            within(1e-6));

    Explainer there = residual().layer("relu4");
    Tensor input = ResidualNet.input(backend());
    assertThatThrownBy(() -> there.attribute(new GuidedGradCam(), input, TARGET))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("a map needs");
    assertThatThrownBy(() -> there.method(new LayerLrp()).explain(input, TARGET))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("a map needs");
  }

  // --- what is refused ------------------------------------------------------------------------

  @Test
  void deepLiftRefusesWhatTheRuleSaysNothingAbout() {
    assertThatThrownBy(() -> attribute(new LayerDeepLift(), "bn1"))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("rescale rule")
        .hasMessageContaining("MaxPool2d")
        .hasMessageContaining("layer-integrated-gradients");
    assertThatThrownBy(() -> attribute(new DeepLift(), "pool1"))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("MaxPool2d");
  }

  @Test
  void baselinesMustFitTheInput() {
    Tensor other = tensor(new float[3 * 2 * 5], 3, 2, 5);
    Stream.<AttributionMethod>of(
            new DeepLiftShap(other),
            new LayerDeepLiftShap(other),
            new GradientShap(other),
            new LayerGradientShap(other))
        .forEach(
            method ->
                assertThatThrownBy(() -> attribute(method, "pool1"))
                    .as(method.id())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[2, 9, 8]")
                    .hasMessageContaining("[2, 5]"));
    assertThatThrownBy(() -> new GradientShap(tensor(new float[3], 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[m, c, ...]");
    assertThatThrownBy(() -> new DeepLiftShap(Tensor.of(backend(), new long[4], 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("floating");
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    Tensor baselines = ResidualNet.baselines(backend());
    assertThatThrownBy(() -> new GradientShap(baselines, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 copy");
    assertThatThrownBy(() -> new LayerGradientShap(baselines, 5, Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new LayerIntegratedGradients(IntegrationRule.RIEMANN_LEFT, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 steps");
    assertThatThrownBy(() -> new LayerConductance(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InternalInfluence(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
