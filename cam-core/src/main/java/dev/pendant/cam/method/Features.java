package dev.pendant.cam.method;

import dev.pendant.tensor.Shape;

/**
 * What a layer returned, or a gradient of that, copied out of the engine: a number per sample,
 * channel and position. Not to be changed.
 */
public abstract class Features {

  private final int samples;
  private final int channels;
  private final Shape spatial;
  private final int positions;

  private Features(int samples, int channels, Shape spatial) {
    this.samples = samples;
    this.channels = channels;
    this.spatial = spatial;
    this.positions = Math.toIntExact(spatial.elements());
  }

  /**
   * @param values [samples, channels, positions], row-major; handed over, not copied
   */
  public static Features of(int samples, int channels, Shape spatial, double[] values) {
    return new Dense(samples, channels, spatial, values);
  }

  /** The same number at all positions of a channel, {@code values[sample][channel]}. */
  public static Features constant(int channels, Shape spatial, double[][] values) {
    return new Constant(channels, spatial, values);
  }

  public final int samples() {
    return samples;
  }

  public final int channels() {
    return channels;
  }

  /** Extents of one channel, such as [h, w]. */
  public final Shape spatial() {
    return spatial;
  }

  /** How many positions a channel has. */
  public final int positions() {
    return positions;
  }

  public abstract double at(int sample, int channel, int position);

  /** Sum over the positions of a channel. */
  public double sum(int sample, int channel) {
    double sum = 0;
    for (int p = 0; p < positions; p++) {
      sum += at(sample, channel, p);
    }
    return sum;
  }

  /** Mean over the positions of a channel. */
  public final double mean(int sample, int channel) {
    return sum(sample, channel) / positions;
  }

  public final double min(int sample, int channel) {
    double min = Double.POSITIVE_INFINITY;
    for (int p = 0; p < positions; p++) {
      min = Math.min(min, at(sample, channel, p));
    }
    return min;
  }

  public final double max(int sample, int channel) {
    double max = Double.NEGATIVE_INFINITY;
    for (int p = 0; p < positions; p++) {
      max = Math.max(max, at(sample, channel, p));
    }
    return max;
  }

  /** Standard deviation over the positions of a channel, as of a whole population. */
  public final double deviation(int sample, int channel) {
    double mean = mean(sample, channel);
    double sum = 0;
    for (int p = 0; p < positions; p++) {
      double off = at(sample, channel, p) - mean;
      sum += off * off;
    }
    return Math.sqrt(sum / positions);
  }

  /** The numbers of a channel; a copy. */
  public final double[] channel(int sample, int channel) {
    double[] values = new double[positions];
    copyChannel(sample, channel, values);
    return values;
  }

  /** Puts the numbers of a channel into an array of as many. */
  final void copyChannel(int sample, int channel, double[] target) {
    for (int p = 0; p < positions; p++) {
      target[p] = at(sample, channel, p);
    }
  }

  /** The numbers of a sample, [channels, positions]; a copy. */
  public final double[] sample(int sample) {
    double[] values = new double[channels * positions];
    for (int k = 0; k < channels; k++) {
      for (int p = 0; p < positions; p++) {
        values[k * positions + p] = at(sample, k, p);
      }
    }
    return values;
  }

  private static final class Dense extends Features {

    private final double[] values;

    Dense(int samples, int channels, Shape spatial, double[] values) {
      super(samples, channels, spatial);
      this.values = values;
      if (values.length != (long) samples * channels * positions()) {
        throw new IllegalArgumentException(
            "expected %d x %d x %d values, got %d"
                .formatted(samples, channels, positions(), values.length));
      }
    }

    @Override
    public double at(int sample, int channel, int position) {
      return values[(sample * channels() + channel) * positions() + position];
    }
  }

  private static final class Constant extends Features {

    private final double[][] values;

    Constant(int channels, Shape spatial, double[][] values) {
      super(values.length, channels, spatial);
      this.values = values;
    }

    @Override
    public double at(int sample, int channel, int position) {
      return values[sample][channel];
    }

    @Override
    public double sum(int sample, int channel) {
      return values[sample][channel] * positions();
    }
  }
}
