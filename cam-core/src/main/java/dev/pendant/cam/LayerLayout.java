package dev.pendant.cam;

import dev.pendant.cam.method.Layout;
import dev.pendant.tensor.Shape;

/** Says how the tensor at a target layer is read as channels and positions. Thread-safe. */
@FunctionalInterface
public interface LayerLayout {

  /**
   * @param point where the tensor is, for errors
   * @param activation its shape, [n, ...]
   * @param input shape of the input that is explained, [n, ...]
   * @throws LayerException if it cannot be read so
   */
  Layout of(LayerPoint point, Shape activation, Shape input);

  /**
   * From the shapes alone. Pictures: [n, c, h, w] is what it says, unless only [n, h, w, c] has the
   * input's aspect ratio (Swin); [n, tokens, c] is taken for a grid of square patches of the input,
   * the largest that fits, after at most {@value Layout#MOST_PREFIX_TOKENS} that stand for no place
   * (class token, registers). Data of one and of three axes: [n, c, l] and [n, c, d, h, w]. For
   * attributions, which need no positions, also [n, c].
   */
  static LayerLayout inferred() {
    return new TokenGrids(true);
  }
}
