package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.List;

/**
 * How much of what the map shows lies in the boxes: {@code sum_inside map / sum map}, 0 to 1.
 * Negative values count as 0; a map without positive values is worth 0, as it shows nothing.
 *
 * <p>Wang et al., "Score-CAM", CVPR workshops 2020, section 4.3.
 */
public final class EnergyPointingGame implements LocalisationMetric {

  @Override
  public String id() {
    return "energy-pointing-game";
  }

  @Override
  public double value(HeatMap map, List<Box> boxes) {
    Places.check(map, boxes);
    double inside = 0;
    double all = 0;
    for (int row = 0; row < map.height(); row++) {
      for (int column = 0; column < map.width(); column++) {
        double value = Math.max(0, map.at(row, column));
        all += value;
        inside += Places.inside(boxes, row, column) ? value : 0;
      }
    }
    return all == 0 ? 0 : inside / all;
  }
}
