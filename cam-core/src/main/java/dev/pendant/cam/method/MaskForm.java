package dev.pendant.cam.method;

import dev.pendant.cam.image.MapResize;
import dev.pendant.tensor.Shape;

/** How a channel becomes a mask of the input's size, from 0 to 1. */
public enum MaskForm {

  /** Resized between pixel centres, then stretched to 0 to 1. */
  PAPER {
    @Override
    void mask(double[] channel, Shape from, Shape to, double[] mask) {
      resize(channel, from, to, false, mask);
      stretch(mask, 0);
    }
  },

  /** Resized from corner to corner, then stretched with 1e-8 in the divisor. */
  PYTORCH_GRAD_CAM {
    @Override
    void mask(double[] channel, Shape from, Shape to, double[] mask) {
      resize(channel, from, to, true, mask);
      stretch(mask, 1e-8);
    }
  },

  /** Stretched with 1e-8 in the divisor, then resized between pixel centres. */
  TORCH_CAM {
    @Override
    void mask(double[] channel, Shape from, Shape to, double[] mask) {
      stretch(channel, 1e-8);
      resize(channel, from, to, false, mask);
    }
  };

  /**
   * @param channel row-major; may be overwritten
   * @param from its extents, such as [h, w]
   * @param to the input's extents
   * @param mask where to put it
   */
  abstract void mask(double[] channel, Shape from, Shape to, double[] mask);

  private static void resize(double[] map, Shape from, Shape to, boolean corners, double[] mask) {
    MapResize.linear(map, from, to, corners, mask);
  }

  private static void stretch(double[] map, double epsilon) {
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
  }
}
