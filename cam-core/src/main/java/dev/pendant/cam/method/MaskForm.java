package dev.pendant.cam.method;

import dev.pendant.cam.image.MapResize;
import dev.pendant.tensor.Shape;

/** How a channel becomes a mask of the input's size, from 0 to 1. */
public enum MaskForm {

  /** Resized between pixel centres, then stretched to 0 to 1. */
  PAPER {
    @Override
    double[] mask(double[] channel, Shape from, Shape to) {
      return stretched(resized(channel, from, to, false), 0);
    }
  },

  /** Resized from corner to corner, then stretched with 1e-8 in the divisor. */
  PYTORCH_GRAD_CAM {
    @Override
    double[] mask(double[] channel, Shape from, Shape to) {
      return stretched(resized(channel, from, to, true), 1e-8);
    }
  },

  /** Stretched with 1e-8 in the divisor, then resized between pixel centres. */
  TORCH_CAM {
    @Override
    double[] mask(double[] channel, Shape from, Shape to) {
      return resized(stretched(channel, 1e-8), from, to, false);
    }
  };

  /**
   * @param channel row by row; may be overwritten
   * @param from its extents, [h, w]
   * @param to the input's extents
   */
  abstract double[] mask(double[] channel, Shape from, Shape to);

  private static double[] resized(double[] map, Shape from, Shape to, boolean corners) {
    return MapResize.bilinear(
        map, from.getInt(0), from.getInt(1), to.getInt(0), to.getInt(1), corners);
  }

  private static double[] stretched(double[] map, double epsilon) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : map) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double range = max - min + epsilon;
    for (int i = 0; i < map.length; i++) {
      map[i] = range == 0 ? 0 : (map[i] - min) / range;
    }
    return map;
  }
}
