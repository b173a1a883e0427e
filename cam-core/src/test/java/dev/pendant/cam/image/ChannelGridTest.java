package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ChannelGridTest {

  /** Three channels of 1 x 2, each enlarged 32 times: two columns of 64, two rows of 32. */
  private static final float[] CHANNELS = {0, 1, -5, -4.8f, 7, 7};

  @Test
  void channelsStandRowByRowWithABorderAroundEach() {
    Picture picture = ChannelGrid.GREY.draw(CHANNELS, 3, 1, 2);
    assertThat(picture.width()).isEqualTo(1 + 2 * 65);
    assertThat(picture.height()).isEqualTo(1 + 2 * 33);
    for (int x : new int[] {0, 65, 130}) {
      assertThat(picture.rgb(x, 10)).as("border at %d", x).isEqualTo(ChannelGrid.BORDER);
    }
    for (int y : new int[] {0, 33, 66}) {
      assertThat(picture.rgb(10, y)).as("border at %d", y).isEqualTo(ChannelGrid.BORDER);
    }
    assertThat(picture.rgb(80, 50)).as("no channel left").isEqualTo(ChannelGrid.BORDER);
  }

  @Test
  void eachChannelIsStretchedToItsOwnRange() {
    Picture picture = ChannelGrid.GREY.draw(CHANNELS, 3, 1, 2);
    assertThat(picture.rgb(1, 1)).isZero();
    assertThat(picture.rgb(32, 32)).as("last pixel of the first value").isZero();
    assertThat(picture.rgb(33, 1)).isEqualTo(0xffffff);
    assertThat(picture.rgb(66, 1)).as("second channel").isZero();
    assertThat(picture.rgb(129, 32)).isEqualTo(0xffffff);
    assertThat(picture.rgb(40, 50)).as("one value everywhere").isZero();
  }

  @Test
  void levelsBetweenAreRounded() {
    Picture picture = ChannelGrid.GREY.draw(new float[] {0, 1, 4}, 1, 1, 3);
    assertThat(picture.rgb(1 + 21, 1)).as("255 / 4").isEqualTo(0x404040);
  }

  @Test
  void coloursAreThoseOfTheMap() {
    Picture picture = ChannelGrid.in(ColorMap.JET).draw(CHANNELS, 3, 1, 2);
    assertThat(picture.rgb(1, 1)).isEqualTo(ColorMap.JET.rgb(0));
    assertThat(picture.rgb(33, 1)).isEqualTo(ColorMap.JET.rgb(255));
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelGrid.GREY.draw(new float[5], 1, 2, 3))
        .withMessageContaining("1 channels of 2 x 3 values, got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelGrid.GREY.draw(new float[] {0, Float.NaN}, 2, 1, 1))
        .withMessageContaining("channel 1 holds NaN");
  }
}
