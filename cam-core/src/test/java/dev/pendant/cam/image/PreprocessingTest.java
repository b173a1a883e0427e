package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {

  /** Left (255, 128, 0), right (10, 20, 30). */
  private static final Picture TWO = Picture.ofRgb(2, 1, new byte[] {-1, -128, 0, 10, 20, 30});

  @Test
  void imagenetScalesAndNormalisesRedGreenBlue() {
    assertThat(Preprocessing.IMAGENET.withSize(1, 2).apply(TWO))
        .containsExactly(
            new float[] {
              (1 - 0.485f) / 0.229f, (10 / 255f - 0.485f) / 0.229f,
              (128 / 255f - 0.456f) / 0.224f, (20 / 255f - 0.456f) / 0.224f,
              (0 - 0.406f) / 0.225f, (30 / 255f - 0.406f) / 0.225f
            },
            within(1e-6f));
  }

  @Test
  void caffeTakesBlueFirstAndSubtractsOnly() {
    assertThat(Preprocessing.CAFFE.withSize(1, 2).apply(TWO))
        .containsExactly(0 - 104, 30 - 104, 128 - 117, 20 - 117, 255 - 123, 10 - 123);
  }

  @Test
  void unitIsFromZeroToOne() {
    assertThat(Preprocessing.UNIT.withSize(1, 2).apply(TWO))
        .containsExactly(1, 10 / 255f, 128 / 255f, 20 / 255f, 0, 30 / 255f);
  }

  @Test
  void greyIsPillowsGrey() {
    JsonNode grey = Fixtures.get("grey");
    Picture picture = Fixtures.picture(grey.get("size"), grey.get("pixels"));
    Preprocessing raw = new Preprocessing(11, 9, ChannelOrder.GREY, 1, List.of(0.0), List.of(1.0));
    assertThat(raw.apply(picture)).containsExactly(unsigned(Fixtures.bytes(grey.get("grey"))));
    assertThat(raw.withSize(5, 4).apply(picture))
        .containsExactly(unsigned(Fixtures.bytes(grey.get("resized_to_4x5"))));
  }

  @Test
  void resizesAsPillowDoes() {
    JsonNode each = Fixtures.get("resize").get(0);
    Picture picture = Fixtures.picture(each.get("from"), each.get("pixels"));
    Picture expected = Fixtures.picture(each.get("to"), each.get("expected"));
    Preprocessing unit = Preprocessing.UNIT.withSize(expected.height(), expected.width());
    assertThat(unit.apply(picture)).containsExactly(unit.apply(expected));
  }

  @Test
  void refusesAMeanForAnotherNumberOfChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Preprocessing(4, 4, ChannelOrder.RGB, 1, List.of(0.5), List.of(1.0, 1.0, 1.0)))
        .withMessage("expected 3 values of mean for RGB, got [0.5]");
  }

  @Test
  void refusesAStdOfZeroAndNumbersThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing(4, 4, ChannelOrder.GREY, 1, List.of(0.5), List.of(0.0)))
        .withMessageContaining("std above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Preprocessing(4, 4, ChannelOrder.GREY, Double.NaN, List.of(0.5), List.of(1.0)))
        .withMessageContaining("finite scale");
  }

  private static float[] unsigned(byte[] bytes) {
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }
}
