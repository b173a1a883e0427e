package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.List;

/**
 * How much of what the map shows lies in the boxes or mask: {@code sum_inside map / sum map}, 0 to
 * 1. Negative values count as 0; a map without positive values is worth 0, as it shows nothing.
 *
 * <p>Wang et al., "Score-CAM", CVPR workshops 2020, section 4.3, with boxes.
 */
public final class EnergyPointingGame implements LocalisationMetric {

  @Override
  public String id() {
    return "energy-pointing-game";
  }

  @Override
  public double value(HeatMap map, List<Box> boxes) {
    Places.check(map, boxes);
    return share(map, Places.mask(map, boxes));
  }

  @Override
  public double value(HeatMap map, boolean[] mask) {
    Places.check(map, mask);
    return share(map, mask);
  }

  private static double share(HeatMap map, boolean[] mask) {
    float[] values = map.values();
    double inside = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      double value = Math.max(0, values[i]);
      all += value;
      inside += mask[i] ? value : 0;
    }
    return all == 0 ? 0 : inside / all;
  }
}
