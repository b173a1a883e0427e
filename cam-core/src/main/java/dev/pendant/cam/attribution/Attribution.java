package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Maps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * What each value of the input (or of a layer) contributes.
 *
 * @param values in the input's channels and positions
 */
public record Attribution(Features values) {

  /** Each position's attributions, added up over channels. */
  public Maps summed() {
    return folded(0, Double::sum);
  }

  /** Each position's attribution furthest from 0, without its sign. */
  public Maps largest() {
    return folded(0, (most, value) -> Math.max(most, Math.abs(value)));
  }

  /** Everything a sample's values got, added up. */
  public double total(int sample) {
    double sum = 0;
    for (double value : values.sample(sample)) {
      sum += value;
    }
    return sum;
  }

  /**
   * One attribution for each group of channels, in their order.
   *
   * @param channels how many each group has
   * @throws IllegalArgumentException if they do not add up to those there are
   */
  public List<Attribution> apart(List<Integer> channels) {
    int all = channels.stream().mapToInt(Integer::intValue).sum();
    if (all != values.channels()) {
      throw new IllegalArgumentException(
          "expected groups of " + values.channels() + " channels in all, got " + channels);
    }
    List<Attribution> groups = new ArrayList<>();
    int from = 0;
    for (int count : channels) {
      groups.add(new Attribution(group(from, count)));
      from += count;
    }
    return groups;
  }

  private Features group(int from, int count) {
    int size = count * values.positions();
    double[] group = new double[values.samples() * size];
    for (int sample = 0; sample < values.samples(); sample++) {
      for (int k = 0; k < count; k++) {
        double[] channel = values.channel(sample, from + k);
        System.arraycopy(channel, 0, group, sample * size + k * channel.length, channel.length);
      }
    }
    return Features.of(values.samples(), count, values.spatial(), group);
  }

  private Maps folded(double start, DoubleBinaryOperator fold) {
    double[][] maps = new double[values.samples()][values.positions()];
    for (int sample = 0; sample < maps.length; sample++) {
      for (int p = 0; p < values.positions(); p++) {
        double folded = start;
        for (int k = 0; k < values.channels(); k++) {
          folded = fold.applyAsDouble(folded, values.at(sample, k, p));
        }
        maps[sample][p] = folded;
      }
    }
    return Maps.of(values.spatial(), maps);
  }
}
