package dev.pendant.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void stridesAreStepsOfRowMajorValues() {
    assertThat(Shape.of(2, 3, 4).strides()).containsExactly(12, 4, 1);
    assertThat(Shape.of().strides()).isEmpty();
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.get(-1)).isEqualTo(4);
    assertThat(shape.with(-2, 7)).isEqualTo(Shape.of(2, 7, 4));
  }

  @Test
  void rankZeroHoldsOneElement() {
    assertThat(Shape.of().elements()).isEqualTo(1);
    assertThat(Shape.of()).hasToString("[]");
  }

  @Test
  void negativeExtentsAndOverflowAreRefused() {
    assertThatThrownBy(() -> Shape.of(2, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Shape.of(Long.MAX_VALUE, 2)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void theArrayGivenAndTakenIsACopy() {
    long[] extents = {2, 3};
    Shape shape = Shape.of(extents);
    extents[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }
}
