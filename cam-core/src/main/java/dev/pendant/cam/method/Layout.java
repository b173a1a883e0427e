package dev.pendant.cam.method;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;

/**
 * Where a sample of a tensor keeps its channels and positions.
 *
 * @param channels how many
 * @param spatial extents of one channel
 * @param places for channel {@code k} and position {@code p}, at {@code k * positions + p}: the
 *     place among the sample's values. Values at no place (a class token) belong to no position
 */
public record Layout(int channels, Shape spatial, int[] places) {

  /** [n, c, spatial...]: channels first. */
  public static Layout channelsFirst(Shape tensor) {
    Shape spatial = Shape.of(tensor.stream().skip(2).toArray());
    int channels = tensor.getInt(1);
    int[] places = new int[Math.toIntExact(channels * spatial.elements())];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    return new Layout(channels, spatial, places);
  }

  /**
   * [n, tokens, c]: some tokens that stand for no place, then a grid of them row by row.
   *
   * @throws IllegalArgumentException if there are fewer tokens
   */
  public static Layout tokens(Shape tensor, int prefix, Shape grid) {
    int channels = tensor.getInt(2);
    int positions = Math.toIntExact(grid.elements());
    if (prefix + positions > tensor.get(1)) {
      throw new IllegalArgumentException(
          "%s has %d tokens, expected at least %d and a grid of %s"
              .formatted(tensor, tensor.get(1), prefix, grid));
    }
    int[] places = new int[channels * positions];
    for (int k = 0; k < channels; k++) {
      for (int p = 0; p < positions; p++) {
        places[k * positions + p] = (prefix + p) * channels + k;
      }
    }
    return new Layout(channels, grid, places);
  }

  /**
   * The largest grid with the aspect ratio of a picture that so many tokens fill; what is left over
   * are tokens that stand for no place.
   *
   * @return [rows, columns], 0 of both if even the smallest does not fit
   */
  public static Shape grid(long tokens, long height, long width) {
    long divisor = greatestDivisor(height, width);
    long rows = height / divisor;
    long columns = width / divisor;
    long scale = (long) Math.sqrt((double) tokens / (rows * columns));
    return Shape.of(rows * scale, columns * scale);
  }

  private static long greatestDivisor(long a, long b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }

  /** Reads a tensor of any number of samples. */
  public Features read(Tensor tensor) {
    double[] raw = tensor.toDoubleArray();
    int samples = tensor.shape().getInt(0);
    int size = raw.length / samples;
    if (size == places.length) {
      boolean inOrder = channels == 1 || places[1] == 1;
      if (inOrder) {
        return Features.of(samples, channels, spatial, raw);
      }
    }
    double[] values = new double[samples * places.length];
    for (int sample = 0; sample < samples; sample++) {
      for (int i = 0; i < places.length; i++) {
        values[sample * places.length + i] = raw[sample * size + places[i]];
      }
    }
    return Features.of(samples, channels, spatial, values);
  }

  /** Puts a sample's values, [channels, positions], where they belong. */
  void write(double[] values, HostValues raw, int offset) {
    for (int i = 0; i < places.length; i++) {
      raw.set(offset + places[i], values[i]);
    }
  }

  /** Takes a sample's values, [channels, positions], from where they are. */
  void read(HostValues raw, int offset, double[] values) {
    for (int i = 0; i < places.length; i++) {
      values[i] = raw.get(offset + places[i]);
    }
  }
}
