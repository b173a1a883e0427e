package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import java.util.stream.IntStream;

/** What the objective loses when groups of a layer's values are replaced, one group at a time. */
final class GroupLosses {

  /** What a value becomes. */
  @FunctionalInterface
  interface Replacement {

    /**
     * @param at the place among the sample's values
     */
    double value(int group, int sample, int at);
  }

  private final LayerGroup.Stride stride;
  private final double[][] values;
  private final Replacement replacement;

  private GroupLosses(LayerGroup.Stride stride, double[][] values, Replacement replacement) {
    this.stride = stride;
    this.values = values;
    this.replacement = replacement;
  }

  /**
   * Every value gets what its group is worth. Groups that would stay as they are in all samples
   * take no run.
   *
   * @param values of each sample
   */
  static Features of(
      Evidence evidence, LayerGroup group, double[][] values, Replacement replacement) {
    LayerGroup.Stride stride = group.stride(evidence.activation());
    return new GroupLosses(stride, values, replacement).of(evidence);
  }

  private Features of(Evidence evidence) {
    int[] live =
        IntStream.range(0, stride.groups())
            .filter(
                group ->
                    IntStream.range(0, values.length).anyMatch(sample -> changes(group, sample)))
            .toArray();
    double[][] found =
        evidence
            .tail()
            .variants()
            .values(
                evidence.objective(),
                live.length,
                (variant, sample, changed) -> replace(live[variant], sample, changed));
    double[] scores = evidence.objective().values(evidence.network().output()).toDoubleArray();
    Sums lost = new Sums(evidence.activation());
    for (int i = 0; i < live.length; i++) {
      for (int sample = 0; sample < values.length; sample++) {
        if (changes(live[i], sample)) {
          fill(lost.of(sample), live[i], scores[sample] - found[i][sample]);
        }
      }
    }
    return lost.features();
  }

  private void replace(int group, int sample, double[] changed) {
    for (int i = 0; i < stride.size(); i++) {
      int at = stride.at(group, i);
      changed[at] = replacement.value(group, sample, at);
    }
  }

  private void fill(double[] losses, int group, double loss) {
    for (int i = 0; i < stride.size(); i++) {
      losses[stride.at(group, i)] = loss;
    }
  }

  private boolean changes(int group, int sample) {
    for (int i = 0; i < stride.size(); i++) {
      int at = stride.at(group, i);
      if (values[sample][at] != replacement.value(group, sample, at)) { // NaN always does
        return true;
      }
    }
    return false;
  }
}
