package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.List;

/** What localisation metrics ask of their arguments. */
final class Places {

  private Places() {}

  static void check(HeatMap map, List<Box> boxes) {
    if (!map.isFinite()) {
      throw new PendantException(
          "the map holds NaN or infinity, so it shows no place; check its status first");
    }
    if (boxes.isEmpty()) {
      throw new PendantException("expected at least one box of the class explained, got none");
    }
  }

  static boolean inside(List<Box> boxes, int row, int column) {
    return boxes.stream().anyMatch(box -> box.holdsPixel(row, column));
  }
}
