package dev.pendant.cam.method;

import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;

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
    return channelsFirst(tensor.getInt(1), Extents.spatial(tensor));
  }

  /** The same with extents of 1 among the spatial ones left out or put in. */
  public static Layout channelsFirst(int channels, Shape spatial) {
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
    if (prefix + grid.elements() > tensor.get(1)) {
      throw new IllegalArgumentException(
          "%s has %d tokens, expected at least %d and a grid of %s"
              .formatted(tensor, tensor.get(1), prefix, grid));
    }
    return channelsLast(tensor.getInt(2), prefix, grid);
  }

  /** [n, spatial..., c]: channels last. */
  public static Layout channelsLast(Shape tensor) {
    long[] extents = tensor.toArray();
    Shape spatial = Shape.of(Arrays.copyOfRange(extents, 1, extents.length - 1));
    return channelsLast(tensor.getInt(-1), 0, spatial);
  }

  private static Layout channelsLast(int channels, int prefix, Shape spatial) {
    int positions = Math.toIntExact(spatial.elements());
    int[] places = new int[channels * positions];
    for (int k = 0; k < channels; k++) {
      for (int p = 0; p < positions; p++) {
        places[k * positions + p] = (prefix + p) * channels + k;
      }
    }
    return new Layout(channels, spatial, places);
  }

  /**
   * The largest grid with the aspect ratio of a picture that so many tokens fill; of a picture with
   * one row or one column, the longest row or column that divides it evenly. What is left over are
   * tokens that stand for no place.
   *
   * @return [rows, columns], 0 of both if even the smallest does not fit
   */
  public static Shape grid(long tokens, long height, long width) {
    if (height == 1 || width == 1) {
      long longest = longestPart(height * width, tokens);
      return height == 1 ? Shape.of(Math.min(1, longest), longest) : Shape.of(longest, 1);
    }
    long divisor = greatestDivisor(height, width);
    long rows = height / divisor;
    long columns = width / divisor;
    long scale = (long) Math.sqrt((double) tokens / (rows * columns));
    return Shape.of(rows * scale, columns * scale);
  }

  private static long longestPart(long length, long most) {
    long part = Math.min(length, most);
    while (part > 0 && length % part != 0) {
      part--;
    }
    return part;
  }

  private static long greatestDivisor(long a, long b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }

  /** Whether values lie channel by channel, without anything between them. */
  boolean isChannelsFirst() {
    return places[0] == 0 && (places.length == 1 || (places[1] == 1 && isInOrder()));
  }

  private boolean isInOrder() {
    int last = places.length - 1;
    int positions = places.length / channels;
    return places[last] == last && (channels == 1 || places[positions] == positions);
  }

  /** Reads a tensor of any number of samples. */
  public Features read(Tensor tensor) {
    double[] raw = tensor.toDoubleArray();
    int samples = tensor.shape().getInt(0);
    int size = raw.length / samples;
    if (size == places.length && isChannelsFirst()) {
      return Features.of(samples, channels, spatial, raw);
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
