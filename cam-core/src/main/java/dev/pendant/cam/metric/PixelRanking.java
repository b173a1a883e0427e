package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The pixels of a map from the highest to the lowest value. */
final class PixelRanking {

  private PixelRanking() {}

  /**
   * Pixels of the same value come in an order drawn from the seed: in the order of rows, an empty
   * half of a map would be ranked from top to bottom.
   */
  static int[] descending(HeatMap map, long seed) {
    float[] values = map.values();
    int[] drawn = shuffled(values.length, new SplittableRandom(seed));
    return Arrays.stream(drawn)
        .boxed()
        .sorted(Comparator.comparingDouble(pixel -> -values[pixel]))
        .mapToInt(pixel -> pixel)
        .toArray();
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }
}
