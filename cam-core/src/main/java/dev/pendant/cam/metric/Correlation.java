package dev.pendant.cam.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How alike two maps are, from -1 to 1; 0 where one of them is the same everywhere, as one of a
 * single value is; NaN where one of them holds NaN.
 */
final class Correlation {

  /** Added to both deviations, as in pytorch-grad-cam's coherency. */
  private static final double EPSILON = 1e-8;

  private Correlation() {}

  /** Pearson's, of the values. */
  static double pearson(float[] a, float[] b) {
    double[] x = standardised(a);
    double[] y = standardised(b);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum / degreesOfFreedom(x.length);
  }

  /** Spearman's: Pearson's of the ranks, equal values sharing the mean of theirs. */
  static double spearman(float[] a, float[] b) {
    return pearson(ranks(a), ranks(b));
  }

  private static double[] standardised(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / degreesOfFreedom(values.length));
    double[] standardised = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      standardised[i] = (values[i] - mean) / (deviation + EPSILON);
    }
    return standardised;
  }

  /** Not 0 for a single value, whose sums are 0 anyway. */
  private static int degreesOfFreedom(int values) {
    return Math.max(1, values - 1);
  }

  private static float[] ranks(float[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    float[] ranks = new float[values.length];
    for (int from = 0; from < order.length; ) {
      // NaN does not equal itself: it must not be what the step depends on.
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      float rank = Float.isNaN(values[order[from]]) ? Float.NaN : (from + to - 1) / 2f;
      Arrays.stream(order, from, to).forEach(i -> ranks[i] = rank);
      from = to;
    }
    return ranks;
  }
}
