package dev.pendant.cam.method;

import dev.pendant.tensor.Shape;

/** Raw maps, one number per sample and position, row by row. */
public final class Maps {

  private final Shape spatial;
  private final double[][] values;

  private Maps(Shape spatial, double[][] values) {
    this.spatial = spatial;
    this.values = values;
  }

  /**
   * @param spatial extents of one map, such as [h, w]
   * @param values [samples][positions]; handed over, not copied
   * @throws IllegalArgumentException if a map has another number of positions
   */
  public static Maps of(Shape spatial, double[][] values) {
    for (double[] map : values) {
      if (map.length != spatial.elements()) {
        throw new IllegalArgumentException(
            "expected maps of " + spatial + ", got one with " + map.length + " positions");
      }
    }
    return new Maps(spatial, values);
  }

  public int samples() {
    return values.length;
  }

  /** Extents of one map. */
  public Shape spatial() {
    return spatial;
  }

  /** The positions of one sample's map; not a copy. */
  public double[] of(int sample) {
    return values[sample];
  }
}
