package dev.pendant.cam.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.tensor.Shape;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static final Shape FOUR = Shape.of(4, 4);

  /** Rows of 2 x 2 windows, as a Swin transformer's attention has them. */
  private static int[] windows() {
    int[] places = new int[2 * 16];
    for (int k = 0; k < 2; k++) {
      for (int p = 0; p < 16; p++) {
        int row = p / 4;
        int column = p % 4;
        int window = row / 2 * 2 + column / 2;
        places[k * 16 + p] = k * 16 + window * 4 + row % 2 * 2 + column % 2;
      }
    }
    return places;
  }

  @Test
  void anotherOrderOfPositionsIsNotChannelsFirst() {
    assertThat(new Layout(2, FOUR, windows()).isChannelsFirst()).isFalse();
    assertThat(Layout.channelsFirst(2, FOUR).isChannelsFirst()).isTrue();
    assertThat(Layout.channelsLast(Shape.of(1, 4, 4, 1)).isChannelsFirst())
        .as("one channel lies either way")
        .isTrue();
  }

  @Test
  void everyChannelHasAPlaceForEveryPosition() {
    assertThatThrownBy(() -> new Layout(2, FOUR, new int[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a place for each of 2 channels at each position of [4, 4], 32 in all, got 31");
    assertThatThrownBy(() -> new Layout(1, Shape.of(2), new int[] {0, -1}))
        .hasMessage("expected places from 0, got -1");
  }

  @Test
  void placesAreItsOwn() {
    int[] places = {1, 0};
    Layout layout = new Layout(1, Shape.of(2), places);
    places[0] = 7;

    assertThat(layout.places()).containsExactly(1, 0);
    assertThat(layout.lastPlace()).isEqualTo(1);
  }
}
