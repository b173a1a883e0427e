package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.List;

/**
 * How well the box that the map draws overlaps the best of the true ones (IoU), 0 to 1. It draws
 * the tightest box around its largest connected region of pixels at or above {@code min + threshold
 * * (max - min)}; a map that is the same everywhere draws the whole picture. Against a mask: the
 * IoU of the mask with all positions at or above that, for which no paper is followed.
 *
 * <p>Zhou et al., "Learning Deep Features for Discriminative Localization", CVPR 2016, section 3.2,
 * where the threshold is 0.2.
 *
 * @param threshold 0 to 1
 */
public record LocalisationIou(double threshold) implements LocalisationMetric {

  /** At threshold 0.2. */
  public LocalisationIou() {
    this(0.2);
  }

  /**
   * @throws IllegalArgumentException if the threshold is not between 0 and 1
   */
  public LocalisationIou {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("expected a threshold from 0 to 1, got " + threshold);
    }
  }

  @Override
  public String id() {
    return "localisation-iou";
  }

  @Override
  public double value(HeatMap map, List<Box> boxes) {
    Places.check(map, boxes);
    Box drawn = LargestRegion.box(map, threshold);
    return boxes.stream().mapToDouble(drawn::iou).max().orElseThrow();
  }

  @Override
  public double value(HeatMap map, boolean[] mask) {
    Places.check(map, mask);
    double least = LargestRegion.least(map, threshold);
    float[] values = map.values();
    int both = 0;
    int either = 0;
    for (int i = 0; i < values.length; i++) {
      boolean shown = values[i] >= least;
      both += shown && mask[i] ? 1 : 0;
      either += shown || mask[i] ? 1 : 0;
    }
    return (double) both / either;
  }
}
