package dev.pendant.cam.method;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores of the input seen through the channels of a layer, each resized to the input's size. Masks
 * are made one at a time, when their run comes. A channel that is the same everywhere has a mask of
 * zeros; all such channels share one run.
 */
final class MaskedInputs {

  /** Changes a mask before it is laid on the input. */
  @FunctionalInterface
  interface Change {
    void apply(int repetition, double[] mask);
  }

  private final Evidence evidence;
  private final MaskForm form;
  private final int[][] varying;
  private final int runs;

  /**
   * @param most of how many channels, those with the largest deviations, to take for each sample
   */
  MaskedInputs(Evidence evidence, MaskForm form, int most) {
    this.evidence = evidence;
    this.form = form;
    Features activation = evidence.activation();
    varying = new int[activation.samples()][];
    int longest = 0;
    for (int sample = 0; sample < varying.length; sample++) {
      varying[sample] = varying(activation, sample, most);
      longest = Math.max(longest, varying[sample].length);
    }
    // One more, of zeros, for the channels that do not vary.
    runs = most >= activation.channels() ? longest + 1 : longest;
  }

  private static int[] varying(Features activation, int sample, int most) {
    int[] all =
        IntStream.range(0, activation.channels())
            .filter(k -> activation.min(sample, k) != activation.max(sample, k))
            .toArray();
    if (all.length <= most) {
      return all;
    }
    return IntStream.of(all)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -activation.deviation(sample, k)))
        .limit(most)
        .mapToInt(k -> k)
        .toArray();
  }

  /**
   * The mean score over some repetitions, [sample][channel]; minus infinity for channels not taken.
   */
  double[][] scores(int repetitions, Change change) {
    double[][] found =
        evidence
            .network()
            .variants()
            .values(
                evidence.objective(),
                runs * repetitions,
                (variant, sample, input) ->
                    lay(mask(sample, variant / repetitions, variant % repetitions, change), input));
    double[][] scores = new double[varying.length][evidence.activation().channels()];
    for (int sample = 0; sample < scores.length; sample++) {
      boolean all = runs > longest();
      java.util.Arrays.fill(
          scores[sample],
          all ? mean(found, sample, runs - 1, repetitions) : Double.NEGATIVE_INFINITY);
      for (int i = 0; i < varying[sample].length; i++) {
        scores[sample][varying[sample][i]] = mean(found, sample, i, repetitions);
      }
    }
    return scores;
  }

  private int longest() {
    int longest = 0;
    for (int[] channels : varying) {
      longest = Math.max(longest, channels.length);
    }
    return longest;
  }

  private static double mean(double[][] found, int sample, int run, int repetitions) {
    double sum = 0;
    for (int i = 0; i < repetitions; i++) {
      sum += found[run * repetitions + i][sample];
    }
    return sum / repetitions;
  }

  private double[] mask(int sample, int run, int repetition, Change change) {
    Features activation = evidence.activation();
    Features input = evidence.network().input();
    double[] mask =
        run < varying[sample].length
            ? form.mask(
                activation.channel(sample, varying[sample][run]),
                activation.spatial(),
                input.spatial())
            : new double[input.positions()];
    change.apply(repetition, mask);
    return mask;
  }

  private static void lay(double[] mask, double[] input) {
    for (int i = 0; i < input.length; i++) {
      input[i] *= mask[i % mask.length];
    }
  }

  /** {@code e ** x} normalised to sum 1 in each row. */
  static double[][] softmax(double[][] rows) {
    double[][] shares = new double[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      double highest = java.util.Arrays.stream(rows[row]).max().orElse(0);
      double[] share = java.util.Arrays.stream(rows[row]).map(x -> Math.exp(x - highest)).toArray();
      double sum = java.util.Arrays.stream(share).sum();
      shares[row] = java.util.Arrays.stream(share).map(x -> x / sum).toArray();
    }
    return shares;
  }
}
