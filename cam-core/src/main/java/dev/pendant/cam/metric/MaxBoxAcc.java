package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * MaxBoxAcc of a data set: the share of pictures in which {@link LocalisationIou} reaches a wanted
 * overlap, at the one threshold for all pictures at which that share is largest. 0 to 1, higher is
 * better. Gathers maps one by one; not thread-safe.
 *
 * <p>Choe et al., "Evaluating Weakly Supervised Object Localization Methods Right", CVPR 2020,
 * section 4.1, equation 3.
 */
public final class MaxBoxAcc {

  private static final int THRESHOLDS = 100;
  private static final double HALF = 0.5;

  private final double overlap;
  private final List<LocalisationIou> candidates = new ArrayList<>();
  private final int[] found;
  private int pictures;

  /** With a wanted overlap of 0.5 and 100 thresholds, 0, 0.01 ... 0.99. */
  public MaxBoxAcc() {
    this(HALF, THRESHOLDS);
  }

  /**
   * @param overlap the least IoU of a box that counts as found, above 0 up to 1
   * @param thresholds how many, equally spaced from 0
   */
  public MaxBoxAcc(double overlap, int thresholds) {
    if (!(overlap > 0 && overlap <= 1) || thresholds < 1) {
      throw new IllegalArgumentException(
          "expected an overlap above 0 up to 1 and at least one threshold, got "
              + overlap
              + " and "
              + thresholds);
    }
    this.overlap = overlap;
    this.found = new int[thresholds];
    for (int i = 0; i < thresholds; i++) {
      candidates.add(new LocalisationIou((double) i / thresholds));
    }
  }

  /** Takes one picture in; arguments as of {@link LocalisationIou#value(HeatMap, List)}. */
  public void add(HeatMap map, List<Box> boxes) {
    for (int i = 0; i < found.length; i++) {
      found[i] += candidates.get(i).value(map, boxes) >= overlap ? 1 : 0;
    }
    pictures++;
  }

  /** NaN before the first picture. */
  public double value() {
    return (double) found[best()] / pictures;
  }

  /** The threshold at which it was reached; the lowest of several. */
  public double threshold() {
    return candidates.get(best()).threshold();
  }

  private int best() {
    int best = 0;
    for (int i = 1; i < found.length; i++) {
      best = found[i] > found[best] ? i : best;
    }
    return best;
  }
}
