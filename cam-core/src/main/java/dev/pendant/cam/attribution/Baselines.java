package dev.pendant.cam.attribution;

import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.method.Features;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;

/** Inputs to compare with, copied out of the engine. */
final class Baselines {

  private final Shape sample;
  private final double[][] rows;

  private Baselines(Shape sample, double[][] rows) {
    this.sample = sample;
    this.rows = rows;
  }

  /**
   * @param tensor [m, c, ...]
   * @throws IllegalArgumentException if it is not floating, has no sample or no channels
   */
  static Baselines of(Tensor tensor) {
    Shape shape = tensor.shape();
    if (!tensor.type().isFloating() || shape.rank() < 2 || shape.elements() == 0) {
      throw new IllegalArgumentException(
          "expected baselines [m, c, ...] of a floating type, at least one, got " + tensor.spec());
    }
    double[] all = tensor.toDoubleArray();
    double[][] rows = new double[shape.getInt(0)][];
    int size = all.length / rows.length;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }
    return new Baselines(ofSample(shape.getInt(1), Extents.spatial(shape)), rows);
  }

  /** An input of zeros. */
  static Baselines zeros(Features input) {
    Shape sample = ofSample(input.channels(), input.spatial());
    return new Baselines(sample, new double[1][Math.toIntExact(sample.elements())]);
  }

  int count() {
    return rows.length;
  }

  /** One of them, [channels, positions]; not to be changed. */
  double[] get(int which) {
    return rows[which];
  }

  /**
   * @throws IllegalArgumentException if they have not the channels and positions of the input
   */
  void requireLike(Features input) {
    Shape expected = ofSample(input.channels(), input.spatial());
    if (!sample.equals(expected)) {
      throw new IllegalArgumentException(
          "expected baselines of the input's channels and extents, %s for each, got %s"
              .formatted(expected, sample));
    }
  }

  private static Shape ofSample(long channels, Shape spatial) {
    long[] extents = new long[1 + spatial.rank()];
    extents[0] = channels;
    System.arraycopy(spatial.toArray(), 0, extents, 1, spatial.rank());
    return Shape.of(extents);
  }
}
