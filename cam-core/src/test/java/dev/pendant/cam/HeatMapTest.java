package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  @Test
  void theSizeMustFitTheValues() {
    assertThatThrownBy(() -> HeatMap.of(2, 2, 1, 2, 3)).hasMessage("expected 2 x 2 values, got 3");
  }

  @Test
  void neitherTheGivenNorTheReturnedArrayIsTheMaps() {
    float[] given = {1, 2};
    HeatMap map = HeatMap.of(1, 2, given);
    given[0] = 9;
    map.values()[1] = 9;

    assertThat(map.values()).containsExactly(1, 2);
  }

  @Test
  void aNanOrInfinityIsNotFinite() {
    assertThat(HeatMap.of(1, 2, 1, Float.NaN).isFinite()).isFalse();
    assertThat(HeatMap.of(1, 2, 1, Float.NEGATIVE_INFINITY).isFinite()).isFalse();
    assertThat(HeatMap.of(1, 2, 1, -1).isFinite()).isTrue();
  }

  @Test
  void theSmallestMapsStretchToTheWholeRange() {
    assertThat(MinMax.exact(HeatMap.of(1, 3, 0, Float.MIN_VALUE, 2 * Float.MIN_VALUE)).values())
        .containsExactly(0, 0.5f, 1);
    assertThat(MinMax.exact(HeatMap.of(1, 3, 1, 2, 3)).values()).containsExactly(0, 0.5f, 1);
  }

  @Test
  void theSameEvidenceEverywhereIsOneEverywhere() {
    assertThat(MinMax.exact(HeatMap.of(1, 2, 3, 3)).values()).containsExactly(1, 1);
    assertThat(MinMax.exact(HeatMap.of(1, 2, 0, 0)).values()).containsExactly(0, 0);
  }

  @Test
  void pytorchGradCamsEpsilonKeepsAFlatMapAtZero() {
    assertThat(Preset.PYTORCH_GRAD_CAM.apply(List.of(HeatMap.of(1, 2, 3, 3)), 1, 2).values())
        .containsExactly(0, 0);
  }

  @Test
  void layersAreFusedAtTheSizeOfThePicture() {
    List<HeatMap> layers = List.of(HeatMap.of(1, 2, 0, 4), HeatMap.of(1, 4, 0, -1, 1, 2));

    assertThat(Preset.PENDANT.apply(layers, 1, 4).values())
        .containsExactly(new float[] {0, 0.125f, 0.625f, 1}, within(1e-6f));
  }

  @Test
  void presetsNeedALayer() {
    assertThatThrownBy(() -> Preset.PENDANT.apply(List.of(), 1, 1))
        .hasMessageContaining("at least one layer");
  }
}
