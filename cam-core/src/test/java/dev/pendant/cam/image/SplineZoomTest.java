package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against values of {@code scipy.ndimage.zoom} 1.17.1; three axes are in cam-toy.json. */
class SplineZoomTest {

  private static double[] zoomed(int target, double... line) {
    return SplineZoom.cubic(line, Shape.of(line.length), Shape.of(target));
  }

  @Test
  void linesOfAnyLengthAreThoseOfScipy() {
    assertThat(zoomed(9, -1, 2, 4, -2, -2, 4, 2))
        .containsExactly(
            new double[] {
              -1, 0.904387, 3.9110577, 2.9051082, -2, -2.9957332, 1.4639423, 3.920613, 2
            },
            within(1e-6));
    assertThat(zoomed(5, -1, 2))
        .containsExactly(new double[] {-1, -0.53125, 0.5, 1.53125, 2}, within(1e-12));
    assertThat(zoomed(3, -1)).containsExactly(new double[] {-1, -1, -1}, within(1e-12));
    assertThat(zoomed(1, -1, 2, 4)).containsExactly(new double[] {-1}, within(1e-12));
  }

  @Test
  void theCurveGoesThroughAllValues() {
    double[] line = {3, -1, 4, 1, -5, 9};
    assertThat(zoomed(6, line)).containsExactly(line, within(1e-12));
    assertThat(zoomed(11, line)[4]).isCloseTo(4, within(1e-12));
  }

  @Test
  void aLastPlaceThatRoundingPutsBeyondTheEndIsZeroLikeScipys() {
    double[] ones = new double[7];
    Arrays.fill(ones, 1);
    assertThat(zoomed(188, ones)).endsWith(0.0).startsWith(zoomed(187, ones)[0]);
    assertThat(zoomed(187, ones)[186]).isCloseTo(1, within(1e-12));
  }

  @Test
  void theOrderOfAxesMakesNoDifference() {
    double[] plane = {1, 2, 5, -3, 0, 4};
    double[] turned = {1, -3, 2, 0, 5, 4};
    double[] large = SplineZoom.cubic(plane, Shape.of(2, 3), Shape.of(4, 5));
    double[] largeTurned = SplineZoom.cubic(turned, Shape.of(3, 2), Shape.of(5, 4));
    for (int i = 0; i < large.length; i++) {
      assertThat(large[i]).isCloseTo(largeTurned[i % 5 * 4 + i / 5], within(1e-12));
    }
  }

  @Test
  void refusesAMapOfAnotherLengthOrNumberOfAxes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SplineZoom.cubic(new double[5], Shape.of(2, 3), Shape.of(4, 4)))
        .withMessage("expected a map of 2 x 3 = 6 values, got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SplineZoom.cubic(new double[6], Shape.of(2, 3), Shape.of(4)))
        .withMessageContaining("expected as many extents");
  }
}
