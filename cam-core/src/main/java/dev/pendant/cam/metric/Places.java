package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import dev.pendant.cam.internal.Extents;
import dev.pendant.tensor.Shape;
import java.util.List;

/** What localisation metrics ask of their arguments, and masks. */
final class Places {

  private static final int PLANE = 2;

  private Places() {}

  static void check(HeatMap map, List<Box> boxes) {
    requireFinite(map);
    if (map.shape().rank() != PLANE) {
      throw new PendantException(
          "boxes lie in a picture, [height, width], the map is %s with %d axes; give a mask"
              .formatted(map.shape(), map.shape().rank()));
    }
    if (boxes.isEmpty()) {
      throw new PendantException("expected at least one box of the class explained, got none");
    }
    if (boxes.stream().noneMatch(box -> holdsPixel(box, map))) {
      throw new PendantException(
          ("expected a box that holds a pixel of the map, %s, got %s; give boxes in pixels of the map,"
                  + " or resize it to the picture they lie in")
              .formatted(Extents.text(map.shape()), boxes));
    }
  }

  /** Whether the pixel that comes first behind the box's corner, if any, lies in it. */
  private static boolean holdsPixel(Box box, HeatMap map) {
    return box.holdsPixel(first(box.top(), map.height()), first(box.left(), map.width()));
  }

  private static int first(double from, int extent) {
    double centred = Math.ceil(from - 0.5);
    return (int) Math.max(0, Math.min(extent - 1, centred));
  }

  static void check(HeatMap map, boolean[] mask) {
    requireFinite(map);
    if (mask.length != map.shape().elements()) {
      throw new PendantException(
          "expected a mask of %s values, as the map, got %d; resize one of them"
              .formatted(Extents.text(map.shape()), mask.length));
    }
    for (boolean inside : mask) {
      if (inside) {
        return;
      }
    }
    throw new PendantException(
        "expected a mask that holds something of the class explained, it is false everywhere");
  }

  private static void requireFinite(HeatMap map) {
    if (!map.isFinite()) {
      throw new PendantException(
          "the map holds NaN or infinity, so it shows no place; check its status first");
    }
  }

  /** The pixels of a picture's map that lie in any of the boxes. */
  static boolean[] mask(HeatMap map, List<Box> boxes) {
    boolean[] mask = new boolean[map.height() * map.width()];
    for (int pixel = 0; pixel < mask.length; pixel++) {
      int row = pixel / map.width();
      int column = pixel % map.width();
      mask[pixel] = boxes.stream().anyMatch(box -> box.holdsPixel(row, column));
    }
    return mask;
  }

  /** A mask and all positions that are at most so many away from it along every axis. */
  static boolean[] enlarged(boolean[] mask, Shape shape, int by) {
    boolean[] grown = mask;
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      grown = enlarged(grown, shape.getInt(axis), stride, by);
      stride *= shape.getInt(axis);
    }
    return grown;
  }

  private static boolean[] enlarged(boolean[] mask, int extent, int stride, int by) {
    boolean[] grown = new boolean[mask.length];
    for (int position = 0; position < mask.length; position++) {
      if (mask[position]) {
        int at = position / stride % extent;
        int last = Math.min(extent - 1, (int) Math.min(extent, (long) at + by));
        for (int to = Math.max(0, at - by); to <= last; to++) {
          grown[position + (to - at) * stride] = true;
        }
      }
    }
    return grown;
  }
}
