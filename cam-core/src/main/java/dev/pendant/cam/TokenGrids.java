package dev.pendant.cam;

import dev.pendant.cam.method.Layout;
import dev.pendant.tensor.Shape;

/** Reads a layer from shapes alone; refuses fewer than two positions. */
final class TokenGrids implements LayerLayout {

  @Override
  public Layout of(LayerPoint point, Shape shape, Shape input) {
    if (shape.elements() == 0 || shape.get(0) != input.get(0)) {
      throw unreadable(point, shape, input);
    }
    if (shape.rank() == 4) {
      requirePositions(point, shape);
      return Layout.channelsFirst(shape);
    }
    if (shape.rank() != 3 || input.rank() != 4) {
      throw unreadable(point, shape, input);
    }
    Shape grid = Layout.grid(shape.get(1), input.get(2), input.get(3));
    if (grid.elements() < 2) {
      throw unreadable(point, shape, input);
    }
    return Layout.tokens(shape, Math.toIntExact(shape.get(1) - grid.elements()), grid);
  }

  private static void requirePositions(LayerPoint point, Shape shape) {
    if (!AutoLayer.isSpatial(shape)) {
      throw new LayerException(
          "layer '"
              + point
              + "' returned "
              + shape
              + ", one position for the whole picture, so its map would be the same everywhere;"
              + " choose an earlier layer, or auto");
    }
  }

  private static LayerException unreadable(LayerPoint point, Shape shape, Shape input) {
    return new LayerException(
        "layer '"
            + point
            + "' returned "
            + shape
            + ", a map needs [n, c, h, w] or [n, tokens, c] with n = "
            + input.get(0)
            + "; choose an earlier layer, or auto");
  }
}
