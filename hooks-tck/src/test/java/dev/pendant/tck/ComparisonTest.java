package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static Values row(double... data) {
    return new Values(new Spec(Shape.of(1, data.length), DType.FLOAT64), data);
  }

  private static void compare(Values expected, Values actual) {
    Comparison.check("x", expected, actual, Tolerance.GOLDEN);
  }

  @Test
  void the_message_names_the_first_and_the_largest_difference() {
    assertThatThrownBy(() -> compare(row(1, 2, 3, 4), row(1, 2.5, 3, 6)))
        .hasMessage(
            "x: 2 of 4 values differ; first at [0, 1]: expected 2.0, got 2.5; largest error 2.0 at"
                + " [0, 3]: expected 4.0, got 6.0; allowed |actual - expected| <= 1.0E-5 + 1.0E-4 *"
                + " |expected|");
  }

  @Test
  void the_tolerance_is_relative_to_the_expected_value_with_an_absolute_floor() {
    assertThatCode(() -> compare(row(0, 1000), row(0.9e-5, 1000.1))).doesNotThrowAnyException();
    assertThatThrownBy(() -> compare(row(0), row(1.1e-5))).hasMessageStartingWith("x: 1 of 1");
    assertThatThrownBy(() -> compare(row(1000), row(1000.2))).hasMessageStartingWith("x: 1 of 1");
  }

  @Test
  void nan_and_infinity_agree_only_with_themselves() {
    double inf = Double.POSITIVE_INFINITY;
    assertThatCode(() -> compare(row(Double.NaN, inf), row(Double.NaN, inf)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> compare(row(1), row(Double.NaN)))
        .hasMessageContaining("largest error Infinity");
    assertThatThrownBy(() -> compare(row(Double.NaN), row(1))).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> compare(row(1), row(inf))).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> compare(row(inf), row(-inf))).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> compare(row(inf), row(1))).isInstanceOf(AssertionError.class);
  }

  @Test
  void another_shape_or_type_is_a_difference() {
    Values column = new Values(new Spec(Shape.of(2, 1), DType.FLOAT64), new double[] {1, 2});
    assertThatThrownBy(() -> compare(row(1, 2), column))
        .hasMessage("x: expected float64[1, 2], got float64[2, 1]");
  }

  @Test
  void an_index_counts_the_last_axis_fastest() {
    Values values = new Values(new Spec(Shape.of(2, 3, 4), DType.FLOAT32), new double[24]);
    assertThat(values.index(0)).containsExactly(0, 0, 0);
    assertThat(values.index(17)).containsExactly(1, 1, 1);
  }
}
