package dev.pendant.cam.method;

import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of the input seen through the channels of a layer, each resized to the input's size. Masks
 * are made one at a time, when their run comes, all in the same memory. A channel that is the same
 * everywhere has a mask of zeros; all such channels share one run. Not thread-safe.
 */
final class MaskedInputs {

  /** Changes a mask before it is laid on the input. */
  @FunctionalInterface
  interface Change {
    void apply(int repetition, double[] mask);
  }

  /** What runs were made for. */
  private record Runs(CamMethod method, String layer, List<Objective> objectives) {}

  private final CamMethod method;
  private final Evidence evidence;
  private final MaskForm form;
  private final Shape inputExtents;
  private final int[][] varying;
  private final boolean all;
  private final int runs;
  private final double[] channel;

  /** Of each sample, before any change. */
  private final double[][] masks;

  private final double[] changed;

  /**
   * @param method whose masks these are
   * @param most of how many channels, those with the largest deviations, to take for each sample
   */
  MaskedInputs(CamMethod method, Evidence evidence, MaskForm form, int most) {
    this.method = method;
    this.evidence = evidence;
    this.form = form;
    Features activation = evidence.activation();
    varying = new int[activation.samples()][];
    all = most >= activation.channels();
    int longest = 0;
    boolean anyConstant = all;
    for (int sample = 0; sample < varying.length; sample++) {
      varying[sample] = varying(activation, sample, most);
      longest = Math.max(longest, varying[sample].length);
      anyConstant |= varying[sample].length == 0;
    }
    // One more, of zeros, for the channels that do not vary.
    runs = anyConstant ? longest + 1 : longest;
    inputExtents = evidence.network().layout().spatial();
    channel = new double[activation.positions()];
    changed = new double[Math.toIntExact(inputExtents.elements())];
    masks = new double[activation.samples()][changed.length];
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
   * The mean score over some repetitions, [sample][channel]; minus infinity for channels not taken,
   * unless none of a sample's channels varies, so that none was worth more than another.
   */
  double[][] scores(int repetitions, Change change) {
    double[][] found = found(repetitions, change);
    double[][] scores = new double[varying.length][evidence.activation().channels()];
    for (int sample = 0; sample < scores.length; sample++) {
      boolean constantsCount = all || varying[sample].length == 0;
      Arrays.fill(
          scores[sample],
          constantsCount ? mean(found, sample, runs - 1, repetitions) : Double.NEGATIVE_INFINITY);
      for (int i = 0; i < varying[sample].length; i++) {
        scores[sample][varying[sample][i]] = mean(found, sample, i, repetitions);
      }
    }
    return scores;
  }

  /** The objective of every run, [run][sample]. The runs for one target serve the others too. */
  private double[][] found(int repetitions, Change change) {
    Network network = evidence.network();
    Variants.Edit seenThroughMask =
        (variant, sample, input) -> {
          if (variant % repetitions == 0) {
            makeMask(sample, variant / repetitions);
          }
          System.arraycopy(masks[sample], 0, changed, 0, changed.length);
          change.apply(variant % repetitions, changed);
          lay(changed, input);
        };
    List<Objective> all = network.objectives();
    int which = all.indexOf(evidence.objective());
    if (which < 0) {
      return network.variants().values(evidence.objective(), runs * repetitions, seenThroughMask);
    }
    double[][][] ofAll =
        network.once(
            new Runs(method, evidence.layer(), all),
            () -> network.variants().values(all, runs * repetitions, seenThroughMask));
    return ofAll[which];
  }

  private static double mean(double[][] found, int sample, int run, int repetitions) {
    double sum = 0;
    for (int i = 0; i < repetitions; i++) {
      sum += found[run * repetitions + i][sample];
    }
    return sum / repetitions;
  }

  private void makeMask(int sample, int run) {
    if (run >= varying[sample].length) {
      Arrays.fill(masks[sample], 0);
      return;
    }
    Features activation = evidence.activation();
    activation.copyChannel(sample, varying[sample][run], channel);
    form.mask(channel, activation.spatial(), inputExtents, masks[sample]);
  }

  private static void lay(double[] mask, double[] input) {
    for (int plane = 0; plane < input.length; plane += mask.length) {
      for (int p = 0; p < mask.length; p++) {
        input[plane + p] *= mask[p];
      }
    }
  }

  /** {@code e ** x} normalised to sum 1 in each row. */
  static double[][] softmax(double[][] rows) {
    double[][] shares = new double[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      double highest = Arrays.stream(rows[row]).max().orElse(0);
      double[] share = Arrays.stream(rows[row]).map(x -> Math.exp(x - highest)).toArray();
      double sum = Arrays.stream(share).sum();
      shares[row] = Arrays.stream(share).map(x -> x / sum).toArray();
    }
    return shares;
  }
}
