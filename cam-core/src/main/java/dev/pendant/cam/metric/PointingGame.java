package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.List;

/**
 * Whether the highest position of the map lies in a box or mask: 1 or 0, averaged over pictures a
 * rate. Of several equally high ones each counts its share, so that a map without any peak is worth
 * what pointing at random is.
 *
 * <p>Zhang et al., "Top-down Neural Attention by Excitation Backprop", IJCV 2018, section 4.1, with
 * a tolerance of 15 pixels there.
 *
 * @param tolerance by how many pixels to each side boxes are enlarged; masks by the whole positions
 *     in it, along every axis
 */
public record PointingGame(double tolerance) implements LocalisationMetric {

  /** Without tolerance. */
  public PointingGame() {
    this(0);
  }

  /**
   * @throws IllegalArgumentException if the tolerance is negative, not a number or beyond the size
   *     of any picture
   */
  public PointingGame {
    if (!(tolerance >= 0 && tolerance <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "expected a tolerance from 0 to %d pixels, got %s; the paper's is 15"
              .formatted(Integer.MAX_VALUE, tolerance));
    }
  }

  @Override
  public String id() {
    return "pointing-game";
  }

  @Override
  public double value(HeatMap map, List<Box> boxes) {
    Places.check(map, boxes);
    return hits(map, Places.mask(map, boxes.stream().map(this::enlarged).toList()));
  }

  @Override
  public double value(HeatMap map, boolean[] mask) {
    Places.check(map, mask);
    return hits(map, Places.enlarged(mask, map.shape(), (int) tolerance));
  }

  private static double hits(HeatMap map, boolean[] mask) {
    float[] values = map.values();
    float highest = map.max();
    int peaks = 0;
    int hits = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == highest) {
        peaks++;
        hits += mask[i] ? 1 : 0;
      }
    }
    return (double) hits / peaks;
  }

  private Box enlarged(Box box) {
    return new Box(
        box.left() - tolerance,
        box.top() - tolerance,
        box.right() + tolerance,
        box.bottom() + tolerance);
  }
}
