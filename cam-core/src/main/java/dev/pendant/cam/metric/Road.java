package dev.pendant.cam.metric;

import dev.pendant.cam.internal.Seeds;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * ROAD, "remove and debias": how the score changes when pixels are removed in the order of the map
 * and filled in from their surroundings, so that the hole itself gives nothing away.
 *
 * <ul>
 *   <li>{@code road-morf}, most relevant first: at percentile p the highest (100 - p) % of pixels
 *       go; {@code score after - score before}; lower is better.
 *   <li>{@code road-lerf}, least relevant first: the lowest (100 - p) % go; higher is better.
 *   <li>{@code road-combined}: {@code (lerf - morf) / 2}; higher is better; for a probability -1 to
 *       1.
 * </ul>
 *
 * Each is the mean over some percentiles, of which 10, 20 ... 90 are the default.
 *
 * <p>Rong et al., "A Consistent and Efficient Evaluation Strategy for Attribution Methods", ICML
 * 2022: a removed pixel is filled in by the weighted mean of its neighbours, with noise of
 * deviation 0.01 (the default of the authors' code). That is defined for pictures, where the eight
 * neighbours weigh 1/6 at the sides and 1/12 at the corners; in rows and boxes it is ours: a
 * neighbour weighs half as much for each further axis along which it lies apart (in rows 1/2 and
 * 1/2), so that a row is filled in as a picture of height 1 and a picture as a box of depth 1.
 * Exactly as many pixels go as the percentile says, ties in an order drawn from the seed, where
 * pytorch-grad-cam compares with the percentile's value and removes all or nothing of a tie. Costs
 * a forward pass for each percentile, {@code combined} two.
 */
public final class Road implements Metric {

  private enum Order {
    MORF,
    LERF,
    COMBINED
  }

  private static final double[] TENTHS = {10, 20, 30, 40, 50, 60, 70, 80, 90};
  private static final double NOISE = 0.01;

  private final Order order;
  private final double[] percentiles;
  private final double noise;
  private final long seed;

  private Road(Order order, double[] percentiles, double noise, long seed) {
    this.order = order;
    this.percentiles = percentiles;
    this.noise = noise;
    this.seed = seed;
  }

  /** Most relevant first. */
  public static Road mostRelevantFirst() {
    return new Road(Order.MORF, TENTHS, NOISE, 0);
  }

  /** Least relevant first. */
  public static Road leastRelevantFirst() {
    return new Road(Order.LERF, TENTHS, NOISE, 0);
  }

  /** Half the difference of the two. */
  public static Road combined() {
    return new Road(Order.COMBINED, TENTHS, NOISE, 0);
  }

  /**
   * The same at other percentiles.
   *
   * @throws IllegalArgumentException if there is none, or one is not between 0 and 100
   */
  public Road percentiles(double... others) {
    if (others.length == 0 || !DoubleStream.of(others).allMatch(p -> p > 0 && p < 100)) {
      throw new IllegalArgumentException("expected percentiles between 0 and 100");
    }
    return new Road(order, others.clone(), noise, seed);
  }

  /** The same with another deviation of the noise on filled-in pixels, 0 for none. */
  public Road noise(double deviation) {
    return new Road(order, percentiles, deviation, seed);
  }

  /** The same with other noise and another order of ties. */
  public Road seed(long other) {
    return new Road(order, percentiles, noise, other);
  }

  @Override
  public String id() {
    return switch (order) {
      case MORF -> "road-morf";
      case LERF -> "road-lerf";
      case COMBINED -> "road-combined";
    };
  }

  @Override
  public Direction direction() {
    return order == Order.MORF ? Direction.LOWER_IS_BETTER : Direction.HIGHER_IS_BETTER;
  }

  @Override
  public double value(Explained explained) {
    int[] descending = PixelRanking.descending(explained.map(), seed);
    return switch (order) {
      case MORF -> change(explained, descending);
      case LERF -> change(explained, reversed(descending));
      case COMBINED ->
          (change(explained, reversed(descending)) - change(explained, descending)) / 2;
    };
  }

  private double change(Explained explained, int[] firstToGo) {
    double[] after =
        explained
            .subject()
            .scores(
                percentiles.length, (copy, values) -> remove(explained, firstToGo, copy, values));
    return DoubleStream.of(after).average().orElseThrow() - explained.subject().score();
  }

  private void remove(Explained explained, int[] firstToGo, int copy, double[] values) {
    long count = Math.round(firstToGo.length * (100 - percentiles[copy]) / 100);
    boolean[] removed = new boolean[firstToGo.length];
    for (int i = 0; i < Math.min(count, removed.length - 1); i++) {
      removed[firstToGo[i]] = true;
    }
    LinearImputer imputer = new LinearImputer(explained.map().shape(), removed);
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, copy));
    for (int offset = 0; offset < values.length; offset += removed.length) {
      imputer.impute(values, offset);
      for (int pixel : imputer.missing()) {
        values[offset + pixel] += noise * random.nextGaussian();
      }
    }
  }

  private static int[] reversed(int[] order) {
    int[] reversed = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      reversed[i] = order[order.length - 1 - i];
    }
    return reversed;
  }
}
