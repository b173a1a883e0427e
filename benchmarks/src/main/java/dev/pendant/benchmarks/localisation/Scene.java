package dev.pendant.benchmarks.localisation;

import dev.pendant.cam.image.Box;
import dev.pendant.cam.image.Picture;
import java.util.List;

/**
 * A drawn picture and what is where in it.
 *
 * @param shapes two of different kinds, which do not overlap
 * @param boxes the tightest box around the pixels of each
 */
record Scene(Picture picture, List<DrawnShape> shapes, List<Box> boxes) {

  /** Width and height, in pixels: what the built-in model takes. */
  static final int SIZE = 96;

  /** The same with the shapes in the other order. */
  Scene swapped() {
    return new Scene(
        picture, List.of(shapes.get(1), shapes.get(0)), List.of(boxes.get(1), boxes.get(0)));
  }
}
