package dev.pendant.cam.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.method.Features;
import org.junit.jupiter.api.Test;

/** Mean and spread of numbers that arrive one by one. */
final class MomentsTest {

  private static Moments of(double... values) {
    Moments moments =
        new Moments(Features.of(1, 1, Extents.of(1), new double[] {0}), values.length);
    for (int copy = 0; copy < values.length; copy++) {
      moments.add(copy, 0, new double[] {values[copy]});
    }
    return moments;
  }

  private static double variance(double... values) {
    return of(values).variance().at(0, 0, 0);
  }

  @Test
  void theVarianceOfEqualNumbersIsExactlyZero() {
    for (double value : new double[] {0.1, -0.7, 1e8 + 0.1, 0.1f, 1e-30}) {
      double[] same = new double[25];
      java.util.Arrays.fill(same, value);

      assertThat(variance(same)).isZero();
      assertThat(of(same).mean().at(0, 0, 0)).isEqualTo(value);
    }
  }

  @Test
  void aSmallSpreadFarFromZeroIsKept() {
    assertThat(variance(1e9 + 1, 1e9 - 1, 1e9 + 1, 1e9 - 1)).isEqualTo(1, within(1e-6));
  }

  @Test
  void meanSquareAndVarianceAreThoseOfAllCopies() {
    Moments moments = of(1, 2, 6);

    assertThat(moments.mean().at(0, 0, 0)).isEqualTo(3, within(1e-12));
    assertThat(moments.square().at(0, 0, 0)).isEqualTo(41 / 3.0, within(1e-12));
    assertThat(moments.variance().at(0, 0, 0)).isEqualTo(14 / 3.0, within(1e-12));
  }

  @Test
  void whatIsNotANumberIsHandedOn() {
    assertThat(variance(1, Double.NaN, 3)).isNaN();
    assertThat(variance(1, Double.POSITIVE_INFINITY)).isNaN();
  }
}
