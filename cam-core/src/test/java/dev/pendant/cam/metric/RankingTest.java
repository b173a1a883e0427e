package dev.pendant.cam.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pendant.cam.HeatMap;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void pixelsComeFromHighToLow() {
    assertThat(PixelRanking.descending(HeatMap.of(2, 2, 0.5f, 3, -1, 2), 0))
        .containsExactly(1, 3, 0, 2);
  }

  @Test
  void theSeedOrdersEqualPixels() {
    HeatMap even = HeatMap.of(10, 10, new float[100]);
    int[] order = PixelRanking.descending(even, 1);

    assertThat(PixelRanking.descending(even, 1)).containsExactly(order);
    assertThat(PixelRanking.descending(even, 2)).isNotEqualTo(order);
    assertThat(Arrays.stream(order).sorted().toArray())
        .containsExactly(java.util.stream.IntStream.range(0, 100).toArray());
    assertThat(Arrays.stream(order, 0, 50).average().orElseThrow()).isBetween(40.0, 60.0);
  }

  @Test
  void pearsonSeesWhatIsProportional() {
    float[] a = {1, 2, 3, 5};

    assertThat(Correlation.pearson(a, new float[] {3, 5, 7, 11})).isEqualTo(1, within(1e-6));
    assertThat(Correlation.pearson(a, new float[] {-1, -2, -3, -5})).isEqualTo(-1, within(1e-6));
    assertThat(Correlation.pearson(a, new float[4])).isZero();
  }

  @Test
  void oneValueIsLikeAMapThatIsTheSameEverywhere() {
    assertThat(Correlation.pearson(new float[] {3}, new float[] {3})).isZero();
    assertThat(Correlation.spearman(new float[] {3}, new float[] {-1})).isZero();
    assertThat(Correlation.pearson(new float[] {3}, new float[] {Float.NaN})).isNaN();
  }

  @Test
  void nothingIsLikeNaN() {
    float[] a = {1, 2, 3};

    for (float[] b : new float[][] {{1, Float.NaN, 3}, {Float.NaN, Float.NaN, Float.NaN}}) {
      assertThat(Correlation.pearson(a, b)).isNaN();
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(Correlation.spearman(a, b)).isNaN());
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(Correlation.spearman(b, a)).isNaN());
    }
  }

  @Test
  void spearmanSeesOnlyTheOrder() {
    float[] a = {1, 2, 3, 50};

    assertThat(Correlation.spearman(a, new float[] {-9, 0, 1, 1.5f})).isEqualTo(1, within(1e-6));
    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: covariance 1.5, variances 1.5 and 5 / 3.
    assertThat(Correlation.spearman(a, new float[] {1, 2, 2, 3}))
        .isEqualTo(1.5 / Math.sqrt(1.5 * 5 / 3), within(1e-6));
  }
}
