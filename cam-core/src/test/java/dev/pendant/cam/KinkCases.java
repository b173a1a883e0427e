package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.ShapleyCam;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Padding3d;
import dev.pendant.op.Size;
import dev.pendant.op.Size3d;
import dev.pendant.tensor.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * ShapleyCAM's curvature next to kinks, by hand: of {@code sum y^2} with {@code y = f(A + c)} it is
 * {@code 2 (f'^2 + f f'') A}, a second derivative that knows nothing of the kink nearby. The
 * activations are so close to one that the steps by which it is found lead across.
 */
abstract class KinkCases extends OnBackend {

  /** {@code sum f(A + c)^2} of what the layer "here" shows. */
  private static final class Squares extends Layer {

    private final Module here = register("here", new ReLU());
    private final Tensor offset;
    private final UnaryOperator<Tensor> function;

    Squares(Tensor offset, UnaryOperator<Tensor> function) {
      this.offset = offset;
      this.function = function;
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor y = function.apply(here.call(dev.pendant.tensor.Tensors.of(x)).single().add(offset));
      return y.mul(y).reshape(1, -1).sum(1).reshape(1, 1);
    }
  }

  /** The one weight that ShapleyCAM finds. */
  private double weight(
      UnaryOperator<Tensor> function, float[] activation, float[] offset, long... shape) {
    Explanation why =
        Explainer.of(new Squares(tensor(offset, shape), function))
            .method(new ShapleyCam())
            .layer("here")
            .explain(tensor(activation, shape), Target.classIndex(0))
            .get(0);
    return why.raw().values()[0] / activation[0];
  }

  // --- functions of one value -----------------------------------------------------------------

  private record Curve(
      UnaryOperator<Tensor> function,
      double kink,
      DoubleUnaryOperator value,
      DoubleUnaryOperator slope,
      DoubleUnaryOperator bend) {

    Curve(Op op, double kink, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
      this(x -> Operators.apply(op, x), kink, value, slope, x -> 0);
    }
  }

  private static final Map<String, Curve> CURVES =
      Map.ofEntries(
          Map.entry("relu", new Curve(new Op.Relu(), 0, x -> Math.max(0, x), x -> x > 0 ? 1 : 0)),
          Map.entry(
              "leaky relu",
              new Curve(new Op.LeakyRelu(0.2), 0, x -> x > 0 ? x : 0.2 * x, x -> x > 0 ? 1 : 0.2)),
          Map.entry("abs", new Curve(new Op.Abs(), 0, Math::abs, Math::signum)),
          Map.entry(
              "clamp", new Curve(new Op.Clamp(-1, 6), 6, x -> Math.min(x, 6), x -> x < 6 ? 1 : 0)),
          Map.entry(
              "hard sigmoid",
              new Curve(
                  new Op.HardSigmoid(0.5, 0.25),
                  1.5,
                  x -> Math.min(1, x / 2 + 0.25),
                  x -> x < 1.5 ? 0.5 : 0)),
          Map.entry(
              "hard swish",
              new Curve(
                  x -> Operators.apply(new Op.HardSwish(), x),
                  3,
                  x -> x > 3 ? x : x * (x + 3) / 6,
                  x -> x > 3 ? 1 : (2 * x + 3) / 6,
                  x -> x > 3 ? 0 : 1.0 / 3)),
          Map.entry(
              "elu",
              new Curve(
                  x -> Operators.apply(new Op.Elu(0.5), x),
                  0,
                  x -> x > 0 ? x : 0.5 * Math.expm1(x),
                  x -> x > 0 ? 1 : 0.5 * Math.exp(x),
                  x -> x > 0 ? 0 : 0.5 * Math.exp(x))),
          Map.entry(
              "maximum",
              new Curve(
                  x -> Operators.apply(new Op.Maximum(), x, x.mul(0.5)),
                  0,
                  x -> x > 0 ? x : x / 2,
                  x -> x > 0 ? 1 : 0.5,
                  x -> 0)),
          Map.entry(
              "minimum",
              new Curve(
                  x -> Operators.apply(new Op.Minimum(), x, x.mul(0.5)),
                  0,
                  x -> x > 0 ? x / 2 : x,
                  x -> x > 0 ? 0.5 : 1,
                  x -> 0)));

  @TestFactory
  Stream<DynamicTest> aStepAcrossAKinkIsNotCurvature() {
    return CURVES.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each.getValue())));
  }

  private void check(Curve curve) {
    float[] activation = {2.01f, 1.99f, 2.02f, 1.98f, 0.5f, 3};
    float[] offset = new float[activation.length];
    double expected = 0;
    for (int i = 0; i < offset.length; i++) {
      offset[i] = (float) (curve.kink - 2);
      double x = (double) activation[i] + offset[i];
      double y = curve.value.applyAsDouble(x);
      double slope = curve.slope.applyAsDouble(x);
      double gradient = 2 * y * slope;
      double curvature = 2 * (slope * slope + y * curve.bend.applyAsDouble(x)) * activation[i];
      expected += (gradient - curvature / 2) / offset.length;
    }
    assertThat(weight(curve.function, activation, offset, 1, 1, 2, 3))
        .isCloseTo(expected, within(1e-4));
  }

  // --- the largest of several -----------------------------------------------------------------

  /** The second place is the largest of the first three; two steps further the first is. */
  private static final float[] RIVALS = {2, 1, 0.3f, 0.29f};

  private static final float[] OFFSETS = {-1, 0.01f, 0, 0.02f};

  @TestFactory
  Stream<DynamicTest> aMaximumStaysWithThePlaceItWasAt() {
    Op window = new Op.MaxPool2d(new Size(1, 3), new Size(1, 2), Padding.of(0, 1), Size.ONE, false);
    Op box =
        new Op.MaxPool3d(
            new Size3d(2, 1, 3),
            new Size3d(2, 1, 2),
            new Padding3d(0, 0, 1, 0, 0, 1),
            Size3d.ONE,
            false);
    return Stream.of(
        DynamicTest.dynamicTest(
            "of an axis", () -> checkLargest(new Op.Max(java.util.List.of(3), false), 1, 1)),
        DynamicTest.dynamicTest("of windows that overlap", () -> checkLargest(window, 2, 1)),
        DynamicTest.dynamicTest("of boxes that overlap", () -> checkLargest(box, 2, 2)));
  }

  /**
   * @param maxima how many values there are, all of them found at the second place
   * @param slices of the data, those after the first being zeros
   */
  private void checkLargest(Op op, int maxima, int slices) {
    float[] activation = new float[4 * slices];
    float[] offset = new float[4 * slices];
    IntStream.range(0, 4).forEach(i -> activation[i] = RIVALS[i]);
    IntStream.range(0, 4).forEach(i -> offset[i] = OFFSETS[i]);
    long[] shape = slices == 1 ? new long[] {1, 1, 1, 4} : new long[] {1, 1, slices, 1, 4};

    assertThat(weight(x -> Operators.apply(op, x), activation, offset, shape))
        .isCloseTo(maxima * (2 * 1.01 - 1) / activation.length, within(1e-4));
  }
}
