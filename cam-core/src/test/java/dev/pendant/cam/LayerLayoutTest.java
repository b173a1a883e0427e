package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.method.Layout;
import dev.pendant.tensor.Shape;
import org.junit.jupiter.api.Test;

class LayerLayoutTest {

  private static final LayerPoint POINT = LayerPoint.output("layer");
  private static final Shape SQUARE = Shape.of(1, 3, 224, 224);

  private static Layout read(Shape layer, Shape input) {
    return LayerLayout.inferred().of(POINT, layer, input);
  }

  @Test
  void aStageOfASwinTransformerHasItsChannelsLast() {
    Layout last = read(Shape.of(1, 7, 7, 768), SQUARE);
    assertThat(last.channels()).isEqualTo(768);
    assertThat(last.spatial()).isEqualTo(Shape.of(7, 7));
    assertThat(last.places()[49 * 5 + 3]).as("channel 5, position 3").isEqualTo(3 * 768 + 5);

    assertThat(read(Shape.of(1, 56, 56, 96), SQUARE).channels()).isEqualTo(96);
    Layout wide = read(Shape.of(2, 6, 10, 384), Shape.of(2, 3, 96, 160));
    assertThat(wide.spatial()).isEqualTo(Shape.of(6, 10));
  }

  @Test
  void aConvolutionsOutputHasItsChannelsFirst() {
    assertThat(read(Shape.of(1, 2048, 7, 7), SQUARE).channels()).isEqualTo(2048);
    assertThat(read(Shape.of(1, 7, 7, 7), SQUARE).places()[1]).isEqualTo(1);
  }

  @Test
  void whatMayBeEitherHasItsChannelsFirst() {
    assertThat(read(Shape.of(1, 7, 7, 8), SQUARE).spatial()).isEqualTo(Shape.of(7, 8));
    // 250 x 200 halved five times, rounded up: neither way exactly 5 : 4.
    assertThat(read(Shape.of(1, 64, 8, 7), Shape.of(1, 3, 250, 200)).channels()).isEqualTo(64);
    // Read the other way it would be 2 : 1, but more than the picture has.
    assertThat(read(Shape.of(1, 512, 256, 15), Shape.of(1, 3, 256, 128)).channels()).isEqualTo(512);
  }

  @Test
  void aPictureOfOneRowOrColumnHasPositions() {
    assertThat(read(Shape.of(1, 8, 1, 5), Shape.of(1, 3, 1, 40)).spatial())
        .isEqualTo(Shape.of(1, 5));
    assertThat(read(Shape.of(1, 8, 5, 1), Shape.of(1, 3, 40, 1)).spatial())
        .isEqualTo(Shape.of(5, 1));
  }

  @Test
  void tokensOfOneRowOrColumnDivideIt() {
    Layout row = read(Shape.of(1, 17, 8), Shape.of(1, 3, 1, 64));
    assertThat(row.spatial()).isEqualTo(Shape.of(1, 16));
    assertThat(row.places()[0]).as("after the class token").isEqualTo(8);
    assertThat(read(Shape.of(1, 16, 8), Shape.of(1, 3, 64, 1)).spatial())
        .isEqualTo(Shape.of(16, 1));
  }

  private static Shape grid(int tokens, int height, int width) {
    return read(Shape.of(1, tokens, 8), Shape.of(1, 3, height, width)).spatial();
  }

  @Test
  void tokensArePatchesThatNeedNotDivideThePicture() {
    assertThat(grid(197, 224, 224)).isEqualTo(Shape.of(14, 14));
    assertThat(grid(1201, 480, 640)).isEqualTo(Shape.of(30, 40));
    assertThat(grid(1374, 518, 518)).as("a class token, 4 registers").isEqualTo(Shape.of(37, 37));
    // Patches of 14 x 14 leave a margin of 2 rows and 12 columns.
    assertThat(grid(375, 240, 320)).isEqualTo(Shape.of(17, 22));
    assertThat(grid(253, 224, 300)).isEqualTo(Shape.of(14, 18));
    // Of 4 x 4 pixels, the last row and column filled up.
    assertThat(grid(26 * 51, 101, 201)).isEqualTo(Shape.of(26, 51));
    assertThat(grid(441, 224, 224)).as("patches of 16 that overlap").isEqualTo(Shape.of(21, 21));
  }

  @Test
  void tokensWithoutAGridAreRefused() {
    assertThatThrownBy(() -> grid(99, 224, 224))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("no grid of square patches")
        .hasMessageContaining("layout(...)");
    assertThatThrownBy(() -> grid(1000, 480, 640)).isInstanceOf(LayerException.class);
  }

  @Test
  void dataOfOneAndThreeAxesIsReadChannelsFirst() {
    assertThat(read(Shape.of(2, 8, 5), Shape.of(2, 3, 40)).spatial()).isEqualTo(Shape.of(5));
    assertThat(read(Shape.of(2, 8, 2, 3, 4), Shape.of(2, 1, 4, 6, 8)).spatial())
        .isEqualTo(Shape.of(2, 3, 4));
  }

  @Test
  void aLayerOfOnePositionOrAnotherNumberOfAxesIsRefused() {
    assertThatThrownBy(() -> read(Shape.of(1, 1, 1, 768), SQUARE))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("one position");
    assertThatThrownBy(() -> read(Shape.of(1, 8, 1), Shape.of(1, 3, 40)))
        .hasMessageContaining("one position");
    assertThatThrownBy(() -> read(Shape.of(1, 8, 2, 2, 2), SQUARE))
        .hasMessageContaining("[n, c, h, w] or [n, tokens, c]");
    assertThatThrownBy(() -> read(Shape.of(1, 8, 5), Shape.of(1, 3, 4, 4, 4)))
        .hasMessageContaining("[n, c, d, h, w]");
  }
}
