package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.image.Picture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SamplePictureTest {

  @Test
  void isTheSamePictureEveryTimeAndEverywhere() {
    CRC32 checksum = new CRC32();
    checksum.update(SamplePicture.draw().toBytes());
    assertThat(SamplePicture.draw()).isEqualTo(SamplePicture.draw());
    // Tuned so that the built-in model is sure of both shapes: look again if this changes.
    assertThat(checksum.getValue()).isEqualTo(3709631902L);
  }

  @Test
  void showsACircleAndAStarOnAQuietGround() {
    Picture picture = SamplePicture.draw();
    assertThat(red(picture, 84, 86) - blue(picture, 84, 86)).as("orange").isGreaterThan(150);
    assertThat(red(picture, 174, 172)).as("cream").isGreaterThan(220);
    assertThat(red(picture, 174, 120)).as("the star's upper point").isGreaterThan(220);
    assertThat(red(picture, 190, 125)).as("beside the upper point").isLessThan(160);
    assertThat(red(picture, 20, 230)).as("ground").isBetween(95, 130);
  }

  private static int red(Picture picture, int x, int y) {
    return picture.rgb(x, y) >> 16;
  }

  private static int blue(Picture picture, int x, int y) {
    return picture.rgb(x, y) & 0xff;
  }
}
