package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.MapTrait;
import dev.pendant.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  @Test
  void theSizeMustFitTheValues() {
    assertThatThrownBy(() -> HeatMap.of(2, 2, 1, 2, 3)).hasMessage("expected 2 x 2 values, got 3");
  }

  @Test
  void aMapHasOneToThreeAxes() {
    assertThat(HeatMap.of(Shape.of(3), 1, 2, 3)).hasToString("HeatMap 3, 1.0 to 3.0");
    assertThat(HeatMap.of(Shape.of(1, 1, 2), 1, 2).shape()).isEqualTo(Shape.of(1, 1, 2));
    assertThatThrownBy(() -> HeatMap.of(Shape.of(), 1)).hasMessageContaining("one to three axes");
    assertThatThrownBy(() -> HeatMap.of(Shape.of(1, 1, 1, 1), 1))
        .hasMessageContaining("one to three axes");
    assertThatThrownBy(() -> HeatMap.of(Shape.of(2, 0))).hasMessageContaining("at least 1");
  }

  @Test
  void onlyAPicturesMapHasAHeightAndAWidth() {
    assertThat(HeatMap.of(2, 1, 5, 6).height()).isEqualTo(2);
    assertThat(HeatMap.of(2, 1, 5, 6).width()).isEqualTo(1);
    assertThatThrownBy(() -> HeatMap.of(Shape.of(3), 1, 2, 3).width())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a map of shape [3] has no width, only one with two axes has; ask for its shape()");
    assertThatThrownBy(() -> HeatMap.of(Shape.of(1, 1, 2), 1, 2).height())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[1, 1, 2] has no height")
        .hasMessageContaining("slice(index)");
  }

  @Test
  void aSliceIsThePlaneAtAPlaceAlongTheFirstAxis() {
    HeatMap box = HeatMap.of(Shape.of(2, 1, 3), 1, 2, 3, 4, 5, 6);

    assertThat(box.slice(1).shape()).isEqualTo(Shape.of(1, 3));
    assertThat(box.slice(1).values()).containsExactly(4, 5, 6);
    assertThatThrownBy(() -> box.slice(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> HeatMap.of(1, 2, 3, 4).slice(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[1, 2] has no slices");
  }

  @Test
  void aMapIsResizedToAsManyExtentsAsItHas() {
    HeatMap row = HeatMap.of(Shape.of(2), 0, 4);

    assertThat(row.resized(4).values()).containsExactly(0, 1, 3, 4);
    assertThat(row.nearest(4).values()).containsExactly(0, 0, 4, 4);
    assertThatThrownBy(() -> row.resized(4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a map of 2 has 1 axes, expected as many extents to resize it to, got 2: [4, 4]");
    assertThatThrownBy(() -> row.nearest()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeatMap.of(1, 2, 3, 4).resized(-1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void torchCamFusesAtTheLargestExtentOfEachAxis() {
    Unfinished raw =
        Unfinished.of(
            List.of(HeatMap.of(Shape.of(2, 1, 1), 0, 4), HeatMap.of(Shape.of(1, 1, 3), 0, 1, 2)));

    assertThat(Preset.TORCH_CAM.apply(raw, 2, 1, 3).values())
        .containsExactly(new float[] {0, 0.5f, 1, 1, 1, 1}, within(1e-6f));
  }

  /** Its {@code fuse_cams} calls {@code _scale_cams} first and interpolates what that gave. */
  @Test
  void torchCamSquashesLayerCamsMapsBeforeItResizesThem() {
    Unfinished raw =
        new Unfinished(
            List.of(HeatMap.of(1, 2, 0, 4), HeatMap.of(1, 4, 0, 0, 0, 0)),
            Set.of(MapTrait.SQUASHED));
    float most = (float) Math.tanh(2);

    assertThat(Preset.TORCH_CAM.apply(raw, 1, 4).values())
        .containsExactly(new float[] {0, most / 4, 3 * most / 4, most}, within(1e-6f));
  }

  @Test
  void pytorchGradCamResizesThreeAxesBySplines() {
    HeatMap box = HeatMap.of(Shape.of(1, 1, 3), 0, 1, 0.5f);

    float[] values = Preset.PYTORCH_GRAD_CAM.apply(List.of(box), 1, 1, 5).values();

    // Between the places of 0, 1 and 0.5, scipy.ndimage.zoom gives 0.453125 and 0.796875.
    assertThat(values)
        .containsExactly(new float[] {0, 0.453125f, 1, 0.796875f, 0.5f}, within(1e-6f));
  }

  @Test
  void pytorchGradCamCutsOffWhatASplineUndershootsInEachLayer() {
    float[] spike = new float[27];
    spike[0] = 1;
    float[] ramp = new float[27];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i;
    }
    HeatMap first = HeatMap.of(Shape.of(3, 3, 3), spike);
    HeatMap second = HeatMap.of(Shape.of(3, 3, 3), ramp);
    float[] a = MinMax.withEpsilon(first, 1e-7).splined(7, 7, 7).values();
    float[] b = MinMax.withEpsilon(second, 1e-7).splined(7, 7, 7).values();
    float[] mean = new float[a.length];
    float lowest = 0;
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (Math.max(0, a[i]) + Math.max(0, b[i])) / 2;
      lowest = Math.min(lowest, a[i]);
    }
    assertThat(lowest).as("splines undershoot").isLessThan(-0.01f);

    assertThat(Preset.PYTORCH_GRAD_CAM.apply(List.of(first, second), 7, 7, 7).values())
        .containsExactly(
            MinMax.withEpsilon(HeatMap.of(Shape.of(7, 7, 7), mean), 1e-7).values(), within(1e-6f));
  }

  @Test
  void whatVariesByTheRoundingOfFloatsIsTheSameEverywhere() {
    float third = 1 / 3f;
    assertThat(MinMax.exact(HeatMap.of(1, 3, third, Math.nextUp(third), third)).values())
        .containsOnly(1);
    assertThat(MinMax.exact(HeatMap.of(1, 3, 1, 1.00001f, 1)).values()).containsExactly(0, 1, 0);
  }

  @Test
  void everyPresetFinishesAMapOfOneAxisLikeAPictureOfOneRow() {
    List<HeatMap> rows = List.of(HeatMap.of(Shape.of(2), -1, 4), HeatMap.of(Shape.of(3), 0, 1, 2));
    List<HeatMap> pictures = List.of(HeatMap.of(1, 2, -1, 4), HeatMap.of(1, 3, 0, 1, 2));

    for (Preset preset : Preset.values()) {
      assertThat(preset.apply(rows, 5).values())
          .as(preset.name())
          .containsExactly(preset.apply(pictures, 1, 5).values());
    }
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
