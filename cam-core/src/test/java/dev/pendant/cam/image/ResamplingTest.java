package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ResamplingTest {

  @TestFactory
  Stream<DynamicTest> givesPillowsBytes() {
    return StreamSupport.stream(Fixtures.get("resize").spliterator(), false)
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.get("from") + " to " + each.get("to"), () -> givesPillowsBytes(each)));
  }

  private static void givesPillowsBytes(JsonNode each) {
    Picture source = Fixtures.picture(each.get("from"), each.get("pixels"));
    Picture expected = Fixtures.picture(each.get("to"), each.get("expected"));
    Picture resized = Resampling.bilinear(source, expected.width(), expected.height());
    assertThat(resized.toBytes()).isEqualTo(expected.toBytes());
    assertThat(resized).isEqualTo(expected);
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    Picture picture = Picture.ofRgb(1, 2, new byte[] {1, 2, 3, 4, 5, 6});
    assertThat(Resampling.bilinear(picture, 1, 2)).isSameAs(picture);
  }

  @Test
  void anEvenColourStaysThatColourAtAnySize() {
    byte[] white = new byte[5 * 3 * 3];
    Arrays.fill(white, (byte) 255);
    Picture resized = Resampling.bilinear(Picture.ofRgb(5, 3, white), 17, 2);
    assertThat(resized.toBytes()).containsOnly(255);
  }

  @Test
  void refusesASizeOfNothing() {
    Picture picture = Picture.ofRgb(1, 1, new byte[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampling.bilinear(picture, 0, 4))
        .withMessageContaining("0 x 4");
  }

  @Test
  void refusesAWideCopyOfATallPictureEvenOnTheWayToAFlatOne() {
    Picture tall = Picture.ofRgb(1, 1_000_000, new byte[3_000_000]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampling.bilinear(tall, 1_000_000, 1))
        .withMessageContaining("do not fit");
  }
}
