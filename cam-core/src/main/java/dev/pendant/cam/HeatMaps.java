package dev.pendant.cam;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Several maps of one size made one, place by place. */
final class HeatMaps {

  private HeatMaps() {}

  static HeatMap mean(List<HeatMap> maps) {
    double count = maps.size();
    return folded(maps, Double::sum).map(sum -> sum / count);
  }

  static HeatMap product(List<HeatMap> maps) {
    return folded(maps, (a, b) -> a * b);
  }

  static HeatMap largest(List<HeatMap> maps) {
    return folded(maps, Math::max);
  }

  private static HeatMap folded(List<HeatMap> maps, DoubleBinaryOperator fold) {
    HeatMap first = maps.get(0);
    float[] folded = first.values();
    for (HeatMap map : maps.subList(1, maps.size())) {
      float[] values = map.values();
      for (int i = 0; i < folded.length; i++) {
        folded[i] = (float) fold.applyAsDouble(folded[i], values[i]);
      }
    }
    return HeatMap.of(first.shape(), folded);
  }
}
