package dev.pendant.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.autograd.Autograd;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Places where ND4J's own operator refuses or quietly computes something else. */
class EngineTrapsTest {

  private final Fixture on = new Fixture();

  @AfterEach
  void close() throws Exception {
    on.close();
  }

  @Test
  void everyOperatorHasARow() {
    assertThat(Nd4jTable.create().missing()).isEmpty();
  }

  @Test
  void dilatedMaxPoolingLooksAtTheCornersOnly() {
    NativeArray x = on.floats(Shape.of(1, 1, 3, 3), 1, 9, 2, 9, 9, 9, 3, 9, 4);
    Op pool = new Op.MaxPool2d(Size.square(2), Size.ONE, Padding.NONE, Size.square(2), false);
    assertThat(on.read(on.apply(pool, x))).containsExactly(4);
  }

  @Test
  void dilatedConvolutionRuns() {
    NativeArray x = on.counting(1, 1, 3, 3);
    NativeArray weight = on.floats(Shape.of(1, 1, 2, 2), 1, 10, 100, 1000);
    Op convolution = new Op.Conv2d(Size.ONE, Padding.NONE, Size.square(2), 1);
    assertThat(on.read(on.apply(convolution, x, weight))).containsExactly(8620);
  }

  @Test
  void maximumPoolingDoesNotHideNaN() {
    NativeArray x = on.floats(Shape.of(1, 1, 3, 3), 1, 2, Double.NaN, 4, 5, 6, 7, 8, 9);
    Op pool = new Op.MaxPool2d(Size.square(2), Size.ONE, new Padding(1, 0, 0, 0), Size.ONE, false);
    assertThat(on.read(on.apply(pool, x)))
        .containsExactly(2, Float.NaN, 5, Float.NaN, 8, 9); // a row of -inf above
  }

  @Test
  void theLargestOfAnAxisDoesNotHideNaN() {
    NativeArray x =
        on.floats(
            Shape.of(3, 2),
            1,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            5,
            6);
    assertThat(on.read(on.apply(new Op.Max(List.of(1), false), x)))
        .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, 6);
  }

  @Test
  void theLargerAndTheSmallerOfTwoDoNotHideNaN() {
    NativeArray x = on.floats(Shape.of(2, 2), 1, Double.NaN, 3, 4);
    NativeArray row = on.floats(Shape.of(2), Double.NaN, 3.5);
    assertThat(on.read(on.apply(new Op.Maximum(), x, row)))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 4);
    assertThat(on.read(on.apply(new Op.Minimum(), row, x)))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 3.5f);
  }

  /** The native gradient of a strided slice puts a single value at the front. */
  @Test
  void theGradientOfASliceOfOneValueIsAtItsPlace() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(on.backend, new float[6], 2, 3).requireGrad();
      Tensor one = x.slice(0, 1, 2).slice(1, 1, 2);

      assertThat(Autograd.grad(one.mul(5).sum(), List.of(x)).get(0).toFloatArray())
          .containsExactly(0, 0, 0, 0, 5, 0);
    }
  }

  @Test
  void gatherPicksBooleans() {
    NativeArray picked = on.apply(new Op.Gather(0), on.flags(1, 0, 1), on.longs(2, 1, 0, 0));
    assertThat(on.bytes(picked)).containsExactly(1, 0, 1, 1);
  }

  @Test
  void aLengthOfZeroHasNoGradient() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(on.backend, new float[] {0, 0, 3, 4}, 2, 2).requireGrad();
      Tensor gradient = Autograd.grad(x.norm(1).sum(), List.of(x)).single();
      assertThat(gradient.toFloatArray()).containsExactly(0, 0, 0.6f, 0.8f);
    }
  }

  @Test
  void theGradientOfOneGatheredRowIsWhole() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(on.backend, new float[6], 2, 3).requireGrad();
      Tensor row = Operators.apply(new Op.Gather(0), x, Tensor.of(on.backend, new long[] {1}, 1));
      assertThat(Autograd.grad(row.sum(), List.of(x)).single().toFloatArray())
          .containsExactly(0, 0, 0, 1, 1, 1);
    }
  }

  @Test
  void productsOverNothingAreZero() {
    NativeArray product = on.apply(new Op.MatMul(), on.counting(2, 0), on.counting(0, 1));
    assertThat(on.read(product)).containsExactly(0, 0);
  }

  @Test
  void meanOverNothingIsNaN() {
    NativeArray mean = on.apply(new Op.Mean(List.of(1), false), on.counting(1, 0));
    assertThat(on.read(mean)).containsExactly(Float.NaN);
  }
}
