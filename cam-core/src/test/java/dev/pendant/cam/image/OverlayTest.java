package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {

  private static final Picture GREY =
      Picture.ofRgb(2, 1, new byte[] {100, 100, 100, 100, 100, 100});

  @Test
  void mixesPictureAndHeatByWeight() {
    Picture mixed = new Overlay(ColorMap.JET, 0.25f).over(GREY, new float[] {0, 1});
    // Jet is 0,0,128 when cold and 128,0,0 when hot.
    assertThat(mixed.rgb(0, 0)).isEqualTo(0x4b4b6b);
    assertThat(mixed.rgb(1, 0)).isEqualTo(0x6b4b4b);
  }

  @Test
  void weightsOfNothingAndAllShowOnlyOne() {
    float[] map = {0.2f, 0.9f};
    assertThat(new Overlay(ColorMap.INFERNO, 0).over(GREY, map)).isEqualTo(GREY);
    Picture heat = new Overlay(ColorMap.INFERNO, 1).over(GREY, map);
    assertThat(heat.rgb(0, 0)).isEqualTo(ColorMap.INFERNO.rgb(0.2f));
    assertThat(heat.rgb(1, 0)).isEqualTo(ColorMap.INFERNO.rgb(0.9f));
  }

  @Test
  void aPixelDoesNotDependOnItsNeighbours() {
    Picture brightNeighbour = Picture.ofRgb(2, 1, new byte[] {100, 100, 100, -1, -1, -1});
    float[] map = {0.5f, 1};
    assertThat(Overlay.DEFAULT.over(brightNeighbour, map).rgb(0, 0))
        .isEqualTo(Overlay.DEFAULT.over(GREY, map).rgb(0, 0));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.1f, 1.5f, Float.NEGATIVE_INFINITY})
  void refusesAValueOutOfRangeAndSaysWhere(float value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Overlay.DEFAULT.over(GREY, new float[] {0.5f, value}))
        .withMessageContaining(String.valueOf(value))
        .withMessageContaining("row 0, column 1");
  }

  @Test
  void refusesAMapOfAnotherSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Overlay.DEFAULT.over(GREY, new float[3]))
        .withMessageContaining("2 values, got 3");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.1f, 1.1f})
  void refusesAWeightOutOfRange(float weight) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Overlay(ColorMap.JET, weight));
  }
}
