package dev.pendant.cam;

import dev.pendant.cam.method.Layout;
import dev.pendant.tensor.Shape;

/** How the output of a layer is read as channels and positions. */
final class TokenGrids {

  /**
   * [n, c, h, w] is what it says; [n, tokens, c] is taken for a grid of tokens with the input's
   * aspect ratio, the largest that fits, after some that stand for no place (class token,
   * registers).
   *
   * @throws LayerException for any other shape, or fewer than two positions
   */
  Layout layout(LayerCut cut, Shape input) {
    Shape shape = cut.activation().shape();
    if (shape.elements() == 0 || shape.get(0) != input.get(0)) {
      throw unreadable(cut, shape, input);
    }
    if (shape.rank() == 4) {
      requirePositions(cut, shape);
      return Layout.channelsFirst(shape);
    }
    if (shape.rank() != 3 || input.rank() != 4) {
      throw unreadable(cut, shape, input);
    }
    Shape grid = Layout.grid(shape.get(1), input.get(2), input.get(3));
    if (grid.elements() < 2) {
      throw unreadable(cut, shape, input);
    }
    return Layout.tokens(shape, Math.toIntExact(shape.get(1) - grid.elements()), grid);
  }

  private static void requirePositions(LayerCut cut, Shape shape) {
    if (!AutoLayer.isSpatial(shape)) {
      throw new LayerException(
          "layer '"
              + cut.layer()
              + "' returned "
              + shape
              + ", one position for the whole picture, so its map would be the same everywhere;"
              + " choose an earlier layer, or auto");
    }
  }

  private static LayerException unreadable(LayerCut cut, Shape shape, Shape input) {
    return new LayerException(
        "layer '"
            + cut.layer()
            + "' returned "
            + shape
            + ", a map needs [n, c, h, w] or [n, tokens, c] with n = "
            + input.get(0)
            + "; choose an earlier layer, or auto");
  }
}
