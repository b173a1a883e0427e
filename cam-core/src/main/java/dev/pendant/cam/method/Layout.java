package dev.pendant.cam.method;

import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a sample of a tensor keeps its channels and positions.
 *
 * @param channels how many
 * @param spatial extents of one channel
 * @param places for channel {@code k} and position {@code p}, at {@code k * positions + p}: the
 *     place among the sample's values. Values at no place (a class token) belong to no position
 */
public record Layout(int channels, Shape spatial, int[] places) {

  /** More tokens before a grid than these are none: class token, distillation token, registers. */
  public static final int MOST_PREFIX_TOKENS = 16;

  /**
   * @param places copied
   * @throws IllegalArgumentException if there is not one place for every channel and position, or
   *     one is negative
   */
  public Layout {
    places = places.clone();
    if (places.length != channels * spatial.elements()) {
      throw new IllegalArgumentException(
          "expected a place for each of %d channels at each position of %s, %d in all, got %d"
              .formatted(channels, spatial, channels * spatial.elements(), places.length));
    }
    for (int place : places) {
      if (place < 0) {
        throw new IllegalArgumentException("expected places from 0, got " + place);
      }
    }
  }

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
   * The largest grid of a picture's patches that so many tokens fill, with at most {@value
   * #MOST_PREFIX_TOKENS} left over, which stand for no place. A patch is a square; it may divide
   * the picture, or leave a margin that is left out or filled up. Of a picture with one row or one
   * column, patches are parts of that.
   *
   * @return [rows, columns], 0 of both if there is none
   */
  public static Shape grid(long tokens, long height, long width) {
    Shape best = Shape.of(0, 0);
    for (Shape grid : grids(tokens, height, width)) {
      boolean fits = grid.elements() <= tokens && tokens - grid.elements() <= MOST_PREFIX_TOKENS;
      best = fits && grid.elements() > best.elements() ? grid : best;
    }
    return best;
  }

  private static List<Shape> grids(long tokens, long height, long width) {
    List<Shape> grids = new ArrayList<>();
    long divisor = greatestDivisor(height, width);
    long scale = (long) Math.sqrt((double) tokens / (height / divisor * (width / divisor)));
    grids.add(Shape.of(height / divisor * scale, width / divisor * scale));
    for (long side = 1; side <= Math.max(height, width); side++) {
      grids.add(Shape.of(parts(height, side, false), parts(width, side, false)));
      grids.add(Shape.of(parts(height, side, true), parts(width, side, true)));
    }
    return grids;
  }

  private static long parts(long extent, long side, boolean filledUp) {
    return extent == 1 || filledUp ? (extent + side - 1) / side : extent / side;
  }

  private static long greatestDivisor(long a, long b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }

  /** Whether values lie channel by channel, position by position, without anything between them. */
  boolean isChannelsFirst() {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** The place furthest back that is read of a sample, -1 if there is none. */
  public int lastPlace() {
    return Arrays.stream(places).max().orElse(-1);
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
