package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Maps;
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
