package dev.pendant.cam.target;

import dev.pendant.tensor.Shape;
import java.util.Arrays;

/** A place in what a model returns for one sample. */
final class ElementIndex {

  private ElementIndex() {}

  /**
   * Its place in row-major order.
   *
   * @param output [n, ...]
   * @throws TargetException if there is none
   */
  static int of(int[] place, Shape output) {
    if (place.length != output.rank() - 1) {
      throw new TargetException(
          "index %s has %d numbers, the model returned %s: expected one for each of %d axes after the batch"
              .formatted(Arrays.toString(place), place.length, output, output.rank() - 1));
    }
    int at = 0;
    for (int axis = 0; axis < place.length; axis++) {
      int extent = output.getInt(axis + 1);
      if (place[axis] < 0 || place[axis] >= extent) {
        throw new TargetException(
            "index %s is out of range for %s: axis %d has 0 to %d"
                .formatted(Arrays.toString(place), output, axis + 1, extent - 1));
      }
      at = at * extent + place[axis];
    }
    return at;
  }
}
