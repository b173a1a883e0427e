package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLift;
import dev.pendant.cam.attribution.InputXGradient;
import dev.pendant.cam.attribution.LayerGradientXActivation;
import dev.pendant.cam.attribution.LayerLrp;
import dev.pendant.cam.attribution.Lrp;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Layer-wise relevance propagation: what is conserved, where it is known by other means. */
abstract class RelevanceRuleCases extends OnBackend {

  private static final Target TARGET = Target.classIndices(2, 0);
  private static final Target FIRST = Target.classIndex(0);

  private static void assertSame(Attribution found, Attribution expected) {
    for (int sample = 0; sample < expected.values().samples(); sample++) {
      assertThat(found.values().sample(sample))
          .containsExactly(expected.values().sample(sample), within(2e-5));
    }
  }

  private Module function(UnaryOperator<Tensor> forward) {
    return dying(
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            return forward.apply(x);
          }
        });
  }

  private double[] relevance(AttributionMethod method, Module model, float... x) {
    return Explainer.of(model).attribute(method, tensor(x, 1, x.length), FIRST).values().sample(0);
  }

  @Test
  void withoutBiasesRelevanceSumsToTheScoreEverywhere() {
    Module model = dying(ResidualNet.withoutBias(backend()));
    Tensor input = ResidualNet.input(backend());
    double[] scores = model.call(input).toDoubleArray();
    Explainer explainer = Explainer.of(model);

    for (String layer : List.of("conv1", "bn1", "pool1", "block", "pool2:input", "fc2:input")) {
      Attribution found = explainer.layer(layer).attribute(new LayerLrp(), input, TARGET);
      assertThat(found.total(0)).as(layer).isCloseTo(scores[2], within(1e-4));
      assertThat(found.total(1)).as(layer).isCloseTo(scores[3], within(1e-4));
    }
    Attribution ofInput = explainer.attribute(new Lrp(), input, TARGET);
    assertThat(ofInput.total(0)).isCloseTo(scores[2], within(1e-4));
    assertThat(ofInput.total(1)).isCloseTo(scores[3], within(1e-4));
  }

  /** Ancona et al., "Towards better understanding of gradient-based attribution", 2018, prop. 1. */
  @Test
  void inNetworksOfReluItIsGradientTimesActivation() {
    Tensor input = ResidualNet.input(backend());
    Explainer explainer = Explainer.of(dying(ResidualNet.of(backend())));

    assertSame(
        explainer.attribute(new Lrp(), input, TARGET),
        explainer.attribute(new InputXGradient(), input, TARGET));
    for (String layer : List.of("bn1", "pool1", "block.relu2", "block.conv3:input", "relu4")) {
      Explainer there = explainer.layer(layer);
      assertSame(
          there.attribute(new LayerLrp(), input, TARGET),
          there.attribute(new LayerGradientXActivation(), input, TARGET));
    }
  }

  @Test
  void anyCallOfAModuleInATrainedNetwork() {
    try (Module model = GoldenModels.RESNET_JAVA.on(backend())) {
      Tensor input = GoldenModels.RESNET_JAVA.tensors().tensor(backend(), "input");
      for (String layer : List.of("layer2.0.relu#0", "layer4.0.conv2:input")) {
        Explainer there = Explainer.of(model).layer(layer);
        Attribution expected =
            there.attribute(new LayerGradientXActivation(), input, Target.classIndex(1));
        Attribution found = there.attribute(new LayerLrp(), input, Target.classIndex(1));
        double largest = expected.values().max(0, 0);
        for (int k = 0; k < expected.values().channels(); k++) {
          largest = Math.max(largest, expected.values().max(0, k));
        }
        assertThat(largest).isPositive();
        assertThat(found.values().sample(0))
            .containsExactly(expected.values().sample(0), within(1e-3 * largest));
      }
    }
  }

  /** Every operator that is a weighted sum, moves values or chooses among them. */
  @Test
  void linearOperatorsShareOutWhatTheyAreMadeOf() {
    Tensor mask = tensor(new float[] {2, -1, 0.5f, 3}, 4);
    Tensor matrix = tensor(new float[] {1, 2, -3, 0.5f, 1, 1, -1, 4}, 4, 2);
    Tensor image = tensor(new float[] {1, -2, 0.5f, 2}, 1, 1, 2, 2);
    Module model =
        function(
            x -> {
              Tensor y = x.mul(mask).div(4).neg().sub(x.mul(0.3)).add(0.1);
              Tensor z = mask.sub(y).add(tensor(new float[] {3}, 1).mul(y.sum(1).reshape(-1, 1)));
              Tensor both = Operators.apply(new Op.Concat(1), z, y.slice(1, 1, 3));
              Tensor pixels = z.reshape(-1, 1, 2, 2);
              Tensor large =
                  Operators.apply(
                      new Op.Interpolate(new Size(3, 5), Op.Interpolate.Mode.BILINEAR, false),
                      Operators.apply(new Op.Pad(Padding.same(1), 0.5), pixels));
              Tensor up =
                  Operators.apply(
                      new Op.ConvTranspose2d(Size.ONE, Padding.NONE, new Size(0, 0), Size.ONE, 1),
                      large,
                      image);
              Tensor most =
                  Operators.apply(
                      new Op.Maximum(), up.max(2, 3), up.permute(0, 1, 3, 2).mean(2, 3));
              Tensor product = z.reshape(-1, 1, 4).matmul(matrix).reshape(-1, 2);
              return product
                  .add(most)
                  .add(Operators.apply(new Op.Sum(List.of(1), true), both))
                  .slice(1, 0, 1);
            });
    double[] expected = relevance(new InputXGradient(), model, 0.7f, -1.1f, 0.4f, 2);

    assertThat(expected).doesNotContain(0);
    assertThat(relevance(new Lrp(), model, 0.7f, -1.1f, 0.4f, 2))
        .containsExactly(expected, within(2e-4));
  }

  @Test
  void activationFunctionsPassRelevanceOnUnchanged() {
    List<Op> functions =
        List.of(
            new Op.Tanh(),
            new Op.Relu(),
            new Op.LeakyRelu(0.1),
            new Op.Elu(1),
            new Op.Gelu(false),
            new Op.Silu(),
            new Op.HardSwish(),
            new Op.Clamp(0, 6));
    Tensor weight = tensor(new float[] {2, -3}, 2);
    for (Op op : functions) {
      Module model = function(x -> Operators.apply(op, x).mul(weight).sum(1).reshape(-1, 1));
      double[] parts =
          Operators.apply(op, tensor(new float[] {0.5f, 7}, 2)).mul(weight).toDoubleArray();

      assertThat(relevance(new Lrp(), model, 0.5f, 7))
          .as(op.name())
          .containsExactly(parts, within(1e-5));
    }
  }

  /** {@code y = relu(x0 + 2 x1) + x0 + 1}. */
  @Test
  void aResidualConnectionGetsItsShare() {
    Module model =
        function(
            x -> {
              Tensor first = x.slice(1, 0, 1);
              return first.add(x.slice(1, 1, 2).mul(2)).relu().add(first).add(1);
            });
    // y = 8 + 2 + 1 = 11; 8 comes from 2 and 6, and 1 is the constant's.
    assertThat(relevance(new Lrp(), model, 2, 3))
        .containsExactly(new double[] {4, 6}, within(1e-5));
  }

  @Test
  void epsilonTakesItsPartOfSmallSums() {
    Module model = function(x -> x.mul(tensor(new float[] {1, -2}, 2)).sum(1).reshape(-1, 1));
    // y = 5 - 2 = 3: the sum keeps 3 / (3 + 1), the products 5 / (5 + 1) and -2 / (-2 - 1).
    double left = 3 * 3 / 4.0;
    assertThat(relevance(new Lrp(1), model, 5, 1))
        .containsExactly(new double[] {left * 5 / 3 * 5 / 6, left * -2 / 3 * 2 / 3}, within(1e-5));
  }

  @Test
  void aDifferenceOfScoresIsSharedOutToo() {
    Module model = dying(ResidualNet.withoutBias(backend()));
    Tensor input = ResidualNet.input(backend());
    double[] scores = model.call(input).toDoubleArray();
    Target less = Target.classIndex(0).contrast(Target.classIndex(1));

    Attribution found = Explainer.of(model).attribute(new Lrp(), input, less);
    assertThat(found.total(0)).isCloseTo(scores[0] - scores[1], within(1e-4));
  }

  @Test
  void probabilitiesAreRefused() {
    Explainer explainer = Explainer.of(dying(ToyGolden.model(backend())));
    Tensor input = ToyGolden.input(backend());
    for (AttributionMethod method : List.of(new Lrp(), new DeepLift())) {
      assertThatThrownBy(
              () -> explainer.attribute(method, input, Target.classIndex(1).probability()))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("probability of class 1")
          .hasMessageContaining("explain a class");
    }
  }

  @Test
  void operatorsTheRuleSaysNothingAboutAreRefusedByName() {
    assertRefused(x -> x.sigmoid(), "Sigmoid");
    assertRefused(x -> x.softmax(1), "Softmax");
    assertRefused(x -> x.mul(x.relu()), "Mul");
    assertRefused(x -> x.exp(), "Exp");
    assertRefused(x -> tensor(new float[] {1}, 1).div(x), "Div");
    assertRefused(x -> x.reshape(-1, 2, 1).matmul(x.reshape(-1, 1, 2)).sum(2), "MatMul");
    assertRefused(x -> x.norm(1).reshape(-1, 1), "Norm2");
    Tensor ones = tensor(new float[] {1, 1}, 2);
    assertRefused(
        x -> Operators.apply(new Op.LayerNorm(List.of(1), 1e-5), x, ones, ones), "LayerNorm");
    assertRefused(x -> Operators.apply(new Op.Clamp(1, 6), x), "Clamp");
    assertThatThrownBy(() -> new Lrp(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LayerLrp(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epsilon above 0");
  }

  private void assertRefused(UnaryOperator<Tensor> forward, String name) {
    assertThatThrownBy(() -> relevance(new Lrp(), function(forward), 2, 3))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("epsilon rule")
        .hasMessageContaining(name + ";")
        .hasMessageContaining("integrated-gradients");
  }

  /** A product with a parameter is no product of activations, though both are on the tape. */
  @Test
  void whatOnlyParametersLeadToIsAConstant() {
    Tensor weight = tensor(new float[] {1, -1, 2, 3}, 2, 2).requireGrad();
    Module model = function(x -> x.matmul(weight.mul(weight)).relu());
    double[] lrp = relevance(new Lrp(), model, 2, 3);
    double[] lift = relevance(new DeepLift(), model, 2, 3);

    assertThat(lrp).containsExactly(new double[] {2, 12}, within(1e-5));
    assertThat(lift).containsExactly(new double[] {2, 12}, within(1e-5));
    assertThat(weight.grad()).isNull();
  }

  @Test
  void deepLiftRefusesWhatWouldPartInputsFromTheirBaselines() {
    List<UnaryOperator<Tensor>> functions =
        List.of(
            x -> x.permute(1, 0).relu().permute(1, 0),
            x -> x.sub(x.mean(0).reshape(1, -1)).relu(),
            x -> Operators.apply(new Op.Concat(0), x, x).relu().slice(0, 0, x.shape().get(0)));
    for (UnaryOperator<Tensor> forward : functions) {
      assertThatThrownBy(() -> relevance(new DeepLift(), function(forward), 2, 3))
          .isInstanceOf(UnsupportedTailException.class)
          .hasMessageContaining("where it mixes samples or moves their axis");
    }
  }
}
