package dev.pendant.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResamplingMatrixTest {

  private static final Offset<Double> NEAR = Offset.offset(1e-12);

  @Test
  void aLineMixesTheTwoPlacesAroundEachPosition() {
    ResamplingMatrix half = ResamplingMatrix.linear(3, 2, out -> out / 2.0);
    assertThat(half.toArray()).containsExactly(1, 0, 0.5, 0.5, 0, 1);
  }

  @Test
  void positionsBeyondTheEndsStandForTheEnds() {
    ResamplingMatrix shifted = ResamplingMatrix.linear(2, 2, out -> out == 0 ? -0.75 : 7.25);
    assertThat(shifted.toArray()).containsExactly(1, 0, 0, 1);
    // Half way between the third place and the fourth, of which there is none.
    ResamplingMatrix cubic = ResamplingMatrix.cubic(1, 3, -0.5, out -> 2.5);
    assertThat(cubic.toArray()).containsExactly(new double[] {0, -0.0625, 1.0625}, NEAR);
  }

  @Test
  void aCubicGoesThroughThePlacesThemselves() {
    ResamplingMatrix same = ResamplingMatrix.cubic(3, 3, -0.75, out -> out);
    assertThat(same.toArray()).containsExactly(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, NEAR);
  }

  @Test
  void everyOutputIsAMeanOfInputs() {
    for (Op.Interpolate.Mode mode : Op.Interpolate.Mode.values()) {
      for (int outputs = 1; outputs < 9; outputs++) {
        Op.Interpolate op = new Op.Interpolate(Size.square(outputs), mode, false);
        double[] weights = ResamplingMatrix.of(op, outputs, 5).toArray();
        for (int out = 0; out < outputs; out++) {
          double sum = 0;
          for (int in = 0; in < 5; in++) {
            sum += weights[out * 5 + in];
          }
          assertThat(sum).as("%s to %s, row %s", mode, outputs, out).isEqualTo(1, NEAR);
        }
      }
    }
  }

  @Test
  void nothingHasNoSize() {
    assertThatThrownBy(() -> ResamplingMatrix.adaptiveMean(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 to 3");
  }
}
