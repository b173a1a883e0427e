package dev.pendant.cam.method;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * AblationCAM: every channel weighted by what its absence takes from the score, {@code w_k = (y -
 * y_k) / |y|}, with {@code y_k} the score after channel k was set to 0. Needs no gradient.
 *
 * <p>Desai and Ramaswamy, "Ablation-CAM: Visual Explanations for Deep Convolutional Network via
 * Gradient-free Localization", WACV 2020, equations 3 and 4. They divide by y, which turns every
 * sign where the score is negative; here the divisor is its absolute value, or left out where it is
 * 0.
 *
 * <p>Only the tail is run again, once for each channel that is not 0 everywhere, many channels at a
 * time; where it is pooling and a linear layer, the difference is {@code sum_p(G_k A_k)} for a
 * score, and for any other objective only the objective is evaluated again.
 */
public final class AblationCam extends WeightedSum {

  /** What a channel is replaced by and how the difference becomes a weight. */
  public enum Form {
    PAPER,

    /**
     * pytorch-grad-cam's: where the smallest activation is not exactly 0, a channel becomes {@code
     * min - 1e7}, the minimum being taken anew over a buffer of 32 channels after each replacement
     * (defect D2 of the reference); the divisor is y with its sign (D3).
     */
    PYTORCH_GRAD_CAM
  }

  private final Form form;

  public AblationCam() {
    this(Form.PAPER);
  }

  public AblationCam(Form form) {
    this.form = form;
  }

  @Override
  public String id() {
    return "ablation-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    double[] scores = evidence.objective().values(evidence.network().output()).toDoubleArray();
    double[][] lost =
        form == Form.PYTORCH_GRAD_CAM
            ? lostTo(new FallingBuffer(evidence.activation()), evidence, scores)
            : lostToZero(evidence, scores);
    return each(
        evidence.activation(),
        (sample, k) -> {
          double score = scores[sample];
          double divisor = form == Form.PAPER ? Math.abs(score) : score;
          return form == Form.PAPER && score == 0 ? lost[sample][k] : lost[sample][k] / divisor;
        });
  }

  private static double[][] lostToZero(Evidence evidence, double[] scores) {
    if (evidence.objective().isLinear() && evidence.pooled() != null) {
      return lostInClosedForm(evidence);
    }
    return lostByRuns(evidence, scores);
  }

  private static double[][] lostInClosedForm(Evidence evidence) {
    Features activation = evidence.activation();
    Features gradient = evidence.gradient();
    return each(activation, (sample, k) -> gradient.at(sample, k, 0) * activation.sum(sample, k));
  }

  /** The scores lost when channels become 0, for any objective and tail. */
  private static double[][] lostByRuns(Evidence evidence, double[] scores) {
    Features activation = evidence.activation();
    int[] live =
        IntStream.range(0, activation.channels()).filter(k -> isLive(activation, k)).toArray();
    double[][] found = scoresWith(evidence, live, (variant, sample) -> 0);
    double[][] lost = new double[activation.samples()][activation.channels()];
    for (int i = 0; i < live.length; i++) {
      for (int sample = 0; sample < lost.length; sample++) {
        lost[sample][live[i]] = scores[sample] - found[i][sample];
      }
    }
    return lost;
  }

  private static boolean isLive(Features activation, int channel) {
    for (int sample = 0; sample < activation.samples(); sample++) {
      // Written so that NaN counts as live: it has to reach the scores.
      if (!(activation.min(sample, channel) == 0 && activation.max(sample, channel) == 0)) {
        return true;
      }
    }
    return false;
  }

  private static double[][] lostTo(FallingBuffer buffer, Evidence evidence, double[] scores) {
    Features activation = evidence.activation();
    int[] all = IntStream.range(0, activation.channels()).toArray();
    double[][] found = scoresWith(evidence, all, buffer::next);
    return each(activation, (sample, k) -> scores[sample] - found[k][sample]);
  }

  /** What a channel becomes, everywhere. Asked for variants in ascending order, each once. */
  @FunctionalInterface
  interface Replacement {
    double value(int variant, int sample);
  }

  /** The objective after one channel was replaced, [variant][sample]. */
  private static double[][] scoresWith(Evidence evidence, int[] channels, Replacement replacement) {
    PooledLinearTail pooled = evidence.pooled();
    if (pooled != null) {
      return pooled.withChannels(evidence, channels, replacement);
    }
    int positions = evidence.activation().positions();
    return evidence
        .tail()
        .variants()
        .values(
            evidence.objective(),
            channels.length,
            (variant, sample, values) -> {
              int from = channels[variant] * positions;
              double value = replacement.value(variant, sample);
              Arrays.fill(values, from, from + positions, value);
            });
  }

  /** What pytorch-grad-cam writes into one channel after the other. */
  private static final class FallingBuffer {

    private static final int CHANNELS = 32;
    private static final float STEP = 1e7f;

    private final float[] smallest;
    private final float[] current;

    FallingBuffer(Features activation) {
      smallest = new float[activation.samples()];
      for (int sample = 0; sample < smallest.length; sample++) {
        float min = Float.POSITIVE_INFINITY;
        for (int k = 0; k < activation.channels(); k++) {
          min = Math.min(min, (float) activation.min(sample, k));
        }
        smallest[sample] = min;
      }
      current = smallest.clone();
    }

    double next(int channel, int sample) {
      if (channel % CHANNELS == 0) {
        current[sample] = smallest[sample];
      }
      if (current[sample] != 0) {
        current[sample] -= STEP;
      }
      return current[sample];
    }
  }
}
