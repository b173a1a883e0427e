package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.PassOption;
import dev.pendant.autograd.SecondOrderException;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Backward passes that are themselves recorded ({@link PassOption#CREATE_GRAPH}): every operator of
 * the golden file either gives gradients that can be differentiated again, or is refused by name.
 * Extend it as {@link OperatorTck}.
 */
public abstract class SecondOrderTck extends HookTckBase {

  /** The operators whose backward is made of operators. All others are refused. */
  static final Set<Class<? extends Op>> DIFFERENTIABLE_AGAIN =
      Set.of(
          Op.Abs.class,
          Op.Add.class,
          Op.Ceil.class,
          Op.Clamp.class,
          Op.Concat.class,
          Op.Cos.class,
          Op.Div.class,
          Op.Erf.class,
          Op.Exp.class,
          Op.Expand.class,
          Op.Floor.class,
          Op.LeakyRelu.class,
          Op.Linear.class,
          Op.Log.class,
          Op.LogSoftmax.class,
          Op.MatMul.class,
          Op.Mean.class,
          Op.Mul.class,
          Op.Neg.class,
          Op.Norm2.class,
          Op.Pad.class,
          Op.Permute.class,
          Op.Pow.class,
          Op.Relu.class,
          Op.Reshape.class,
          Op.Round.class,
          Op.Sigmoid.class,
          Op.Sign.class,
          Op.Silu.class,
          Op.Sin.class,
          Op.Softmax.class,
          Op.Softplus.class,
          Op.Sqrt.class,
          Op.Sub.class,
          Op.Sum.class,
          Op.Tanh.class,
          Op.Where.class);

  private final List<GoldenCase> goldens = Goldens.load();

  private static boolean differentiableAgain(GoldenCase golden) {
    return DIFFERENTIABLE_AGAIN.contains(golden.op().getClass());
  }

  private Stream<DynamicTest> each(
      boolean again, String check, BiConsumer<RecordedGradientChecks, GoldenCase> body) {
    return goldens.stream()
        .filter(golden -> differentiableAgain(golden) == again)
        .map(
            golden ->
                dynamicTest(
                    golden + " " + check,
                    () -> body.accept(new RecordedGradientChecks(backend()), golden)));
  }

  @TestFactory
  Stream<DynamicTest> recordedGradientsAreThoseOfTheBackend() {
    return each(true, "recorded VJP", RecordedGradientChecks::equalThePlainOnes);
  }

  @TestFactory
  Stream<DynamicTest> secondDerivativesAreTheSlopesOfTheFirst() {
    return each(true, "second derivative", RecordedGradientChecks::haveTheirSlopes);
  }

  @TestFactory
  Stream<DynamicTest> operatorsWhoseBackwardIsNotMadeOfOperatorsAreRefusedByName() {
    return each(false, "refused", RecordedGradientChecks::areRefused);
  }

  @Test
  void everyOperatorHasAGoldenCaseHere() {
    Set<Class<?>> tested =
        goldens.stream().map(golden -> golden.op().getClass()).collect(Collectors.toSet());
    assertThat(tested).containsExactlyInAnyOrderElementsOf(Op.all());
  }

  @Test
  void derivativesOfAnyOrderFromOnePassToTheNext() {
    Tensor x = leaf(2);
    Tensor next = x.mul(x).mul(x).mul(x);
    for (double expected : new double[] {32, 48, 48, 24}) {
      next = recorded(next, x);
      assertThat(next.item()).isEqualTo(expected);
    }
  }

  private Tensor recorded(Tensor output, Tensor input) {
    return Autograd.grad(
            List.of(output), List.of(input), List.of(constant(1)), PassOption.CREATE_GRAPH)
        .single();
  }

  @Test
  void anAccumulatedGradientCanBeDifferentiated() {
    Tensor x = leaf(3);
    Autograd.backward(x.mul(x).mul(x), PassOption.CREATE_GRAPH);
    Tensor gradient = Objects.requireNonNull(x.grad());
    assertThat(gradient.item()).isEqualTo(27);
    assertThat(gradient.requiresGrad()).isTrue();
    assertThat(Autograd.grad(gradient, List.of(x)).single().item()).isEqualTo(18);
  }

  @Test
  void aPlainPassGivesGradientsThatAreConstants() {
    Tensor x = leaf(3);
    Tensor y = x.mul(x);
    assertThat(Autograd.grad(y, List.of(x)).single().requiresGrad()).isFalse();
    Autograd.backward(y);
    assertThat(Objects.requireNonNull(x.grad()).requiresGrad()).isFalse();
  }

  @Test
  void aRecordedPassKeepsTheTape() {
    Tensor x = leaf(3);
    Tensor y = x.mul(x);
    recorded(y, x);
    Autograd.backward(y);
    assertThat(grad(x)).isEqualTo(6);
  }

  /** {@code d/dw (dy/dx)^2} for {@code y = sigmoid(w x)}: as written out by hand. */
  @Test
  void aPenaltyOnAGradientReachesTheWeights() {
    Tensor x = leaf(0.5);
    Tensor w = leaf(2);
    Tensor slope = recorded(x.mul(w).sigmoid(), x);
    Autograd.backward(slope.mul(slope));
    double s = 1 / (1 + Math.exp(-1));
    double first = 2 * s * (1 - s);
    double byWeight = s * (1 - s) + 2 * s * (1 - s) * (1 - 2 * s) * 0.5;
    assertThat(slope.item()).isCloseTo(first, within(1e-6));
    assertThat(grad(w)).isCloseTo(2 * first * byWeight, within(1e-6));
  }

  @Test
  void aTensorUsedTwiceSumsItsRecordedGradients() {
    Tensor x = leaf(2);
    Tensor a = x.mul(3);
    Tensor first = recorded(a.mul(a).add(a.mul(a).mul(a)), x);
    assertThat(first.item()).isEqualTo(3 * (2 * 6 + 3 * 36));
    assertThat(Autograd.grad(first, List.of(x)).single().item()).isEqualTo(9 * (2 + 6 * 6));
  }

  @Test
  void convolutionIsRefusedByNameAndAPlainPassStillWorks() {
    Tensor x = Tensor.of(backend(), new float[] {1, 2, 3, 4}, 1, 1, 2, 2).requireGrad();
    Tensor weight = Tensor.of(backend(), new float[] {2}, 1, 1, 1, 1).requireGrad();
    Tensor y = Operators.apply(new Op.Conv2d(Size.ONE, Padding.NONE, Size.ONE, 1), x, weight).sum();
    assertThatThrownBy(() -> Autograd.backward(y, PassOption.CREATE_GRAPH))
        .isInstanceOf(SecondOrderException.class)
        .hasMessageContaining("the backward of Conv2d")
        .hasMessageContaining("CREATE_GRAPH goes with Abs, Add,");
    assertThat(x.grad()).isNull();
    Autograd.backward(y);
    assertThat(gradOrNull(weight)).isEqualTo(List.of(10.0));
  }
}
