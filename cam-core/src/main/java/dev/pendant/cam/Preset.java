package dev.pendant.cam;

import java.util.List;

/** The ways to finish a map that are offered by name. */
public enum Preset implements Finish {

  /**
   * ReLU, normalised to [0, 1] once, resized; several layers: their mean after resizing. See {@link
   * Explanation#normalized()}.
   */
  PENDANT {
    @Override
    public HeatMap apply(List<HeatMap> layers, int height, int width) {
      return mean(
          layers.stream().map(raw -> MinMax.exact(raw.relu()).resized(height, width)).toList());
    }
  },

  /**
   * What pytorch-grad-cam does (at commit 084273b3): ReLU, normalised with epsilon 1e-7, resized,
   * mean over the layers, normalised again. A place without evidence need not end at 0.
   */
  PYTORCH_GRAD_CAM {
    @Override
    public HeatMap apply(List<HeatMap> layers, int height, int width) {
      HeatMap fused =
          mean(
              layers.stream()
                  .map(raw -> MinMax.withEpsilon(raw.relu(), 1e-7).resized(height, width))
                  .toList());
      return MinMax.withEpsilon(fused.relu(), 1e-7);
    }
  };

  private static HeatMap mean(List<HeatMap> maps) {
    if (maps.isEmpty()) {
      throw new IllegalArgumentException("expected the map of at least one layer, got none");
    }
    HeatMap first = maps.get(0);
    float[][] all = maps.stream().map(HeatMap::values).toArray(float[][]::new);
    float[] mean = new float[all[0].length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] values : all) {
        sum += values[i];
      }
      mean[i] = (float) (sum / all.length);
    }
    return HeatMap.of(first.height(), first.width(), mean);
  }
}
