package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorMapTest {

  @ParameterizedTest
  @EnumSource
  void hasTheColoursOfOpenCvOrMatplotlib(ColorMap colours) {
    byte[] table = Fixtures.bytes(Fixtures.get("colours").get(colours.name()));
    Picture expected = Picture.ofRgb(256, 1, table);
    for (int i = 0; i < 256; i++) {
      assertThat(Integer.toHexString(colours.rgb(i)))
          .as("entry %d", i)
          .isEqualTo(Integer.toHexString(expected.rgb(i, 0)));
    }
  }

  @Test
  void jetIsOpenCvsAndNotMatplotlibs() {
    JsonNode samples = Fixtures.get("colours").get("jet_samples");
    for (int i = 0; i < samples.get("index").size(); i++) {
      JsonNode rgb = samples.get("opencv").get(i);
      assertThat(ColorMap.JET.rgb(samples.get("index").get(i).asInt()))
          .isEqualTo(rgb.get(0).asInt() << 16 | rgb.get(1).asInt() << 8 | rgb.get(2).asInt());
    }
  }

  @ParameterizedTest
  @EnumSource
  void heatTakesTheNearestEntry(ColorMap colours) {
    assertThat(colours.rgb(0f)).isEqualTo(colours.rgb(0));
    assertThat(colours.rgb(1f)).isEqualTo(colours.rgb(255));
    assertThat(colours.rgb(100.4f / 255)).isEqualTo(colours.rgb(100));
    assertThat(colours.rgb(100.6f / 255)).isEqualTo(colours.rgb(101));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.001f, 1.001f, Float.POSITIVE_INFINITY})
  void refusesWhatIsNoHeat(float heat) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColorMap.JET.rgb(heat))
        .withMessageContaining("from 0 to 1");
  }
}
