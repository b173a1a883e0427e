package dev.pendant.cam;

import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.method.Layout;
import dev.pendant.tensor.Shape;

/**
 * Reads a layer from shapes alone.
 *
 * @param ofMaps whether it is read for a map, which shows nothing with fewer than two positions; if
 *     not, [n, c] are channels without any
 */
record TokenGrids(boolean ofMaps) implements LayerLayout {

  private static final int PICTURES = 4;
  private static final int ROWS = 3;
  private static final int VECTORS = 2;

  @Override
  public Layout of(LayerPoint point, Shape shape, Shape input) {
    if (shape.elements() == 0 || shape.get(0) != input.get(0)) {
      throw unreadable(point, shape, input);
    }
    if (!ofMaps && shape.rank() == VECTORS) {
      return Layout.channelsFirst(shape);
    }
    boolean spatial = shape.rank() == PICTURES || isOfRows(shape, input) || isOfBoxes(shape, input);
    if (spatial) {
      if (ofMaps) {
        requirePositions(point, shape, input);
      }
      return positions(shape, input);
    }
    if (shape.rank() != ROWS || input.rank() != PICTURES) {
      throw unreadable(point, shape, input);
    }
    Shape grid = Layout.grid(shape.get(1), input.get(2), input.get(3));
    if (grid.elements() < 2) {
      throw new LayerException(
          "layer '%s' returned %s, taken for tokens, but no grid of square patches of %s has so many or up to %d fewer; say how it lies with layout(...)"
              .formatted(point, shape, input, Layout.MOST_PREFIX_TOKENS));
    }
    return Layout.tokens(shape, Math.toIntExact(shape.get(1) - grid.elements()), grid);
  }

  private static boolean isOfRows(Shape shape, Shape input) {
    return shape.rank() == ROWS && input.rank() == ROWS;
  }

  private static boolean isOfBoxes(Shape shape, Shape input) {
    return shape.rank() == PICTURES + 1 && input.rank() == PICTURES + 1;
  }

  private static Layout positions(Shape shape, Shape input) {
    if (ChannelsLast.is(shape, input)) {
      return Layout.channelsLast(shape);
    }
    Shape spatial = Extents.spatial(shape);
    // Rows are convolved as pictures of height 1, which a layer in the middle of that returns.
    return Layout.channelsFirst(
        shape.getInt(1),
        input.rank() == ROWS ? Extents.withoutOnes(spatial, spatial.rank() - 1) : spatial);
  }

  private static void requirePositions(LayerPoint point, Shape shape, Shape input) {
    if (!AutoLayer.isSpatial(shape, input)) {
      throw new LayerException(
          "layer '"
              + point
              + "' returned "
              + shape
              + ", one position for the whole input, so its map would be the same everywhere;"
              + " choose an earlier layer, or auto");
    }
  }

  private static LayerException unreadable(LayerPoint point, Shape shape, Shape input) {
    return new LayerException(
        "layer '"
            + point
            + "' returned "
            + shape
            + ", a map needs "
            + switch (input.rank()) {
              case ROWS -> "[n, c, l]";
              case PICTURES + 1 -> "[n, c, d, h, w]";
              default -> "[n, c, h, w] or [n, tokens, c]";
            }
            + " with n = "
            + input.get(0)
            + "; choose an earlier layer, or auto");
  }
}
