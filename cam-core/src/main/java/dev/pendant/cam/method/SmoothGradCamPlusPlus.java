package dev.pendant.cam.method;

import dev.pendant.cam.internal.Seeds;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * Smooth Grad-CAM++: {@link GradCamPlusPlus} with gradients averaged over noisy copies of the
 * input, {@code w_k = sum_p a relu(mean G)} with {@code a = mean G^2 / (2 mean G^2 + S_k mean
 * G^3)}, the activation being that of the input itself.
 *
 * <p>Omeiza et al., "Smooth Grad-CAM++: An Enhanced Inference Level Visualization Technique for
 * Deep Convolutional Neural Network Models", 2019. The same noise is added to every sample, drawn
 * from the seed; its deviation is a share of the sample's range. Costs one more run of head and
 * tail for each copy, side by side.
 */
public final class SmoothGradCamPlusPlus extends WeightedSum {

  /** How the weights are made of gradients. */
  public enum Form {
    PAPER,

    /**
     * torch-cam's: deviation absolute, {@code sum_p(A mean G^3)} and 1e-8 in the divisor, and the
     * positive gradient of the last copy alone (defect D18 of the reference).
     */
    TORCH_CAM
  }

  private final Form form;
  private final int copies;
  private final double noise;
  private final long seed;

  /** 25 copies, a noise of 15 percent of the range. */
  public SmoothGradCamPlusPlus() {
    this(Form.PAPER, 25, 0.15, 0);
  }

  /**
   * @param noise its deviation, a share of each sample's range; absolute in torch-cam's form
   * @throws IllegalArgumentException for less than one copy or a negative deviation
   */
  public SmoothGradCamPlusPlus(Form form, int copies, double noise, long seed) {
    Noise.require(copies, noise);
    this.form = form;
    this.copies = copies;
    this.noise = noise;
    this.seed = seed;
  }

  @Override
  public String id() {
    return "smooth-grad-cam++";
  }

  @Override
  double[][] weights(Evidence evidence) {
    Features activation = evidence.activation();
    int positions = activation.positions();
    Moments moments = new Moments(activation.samples(), activation.channels() * positions);
    Network network = evidence.network();
    int most = Math.max(1, Math.min(network.copiesPerRun(), copies));
    ChangedCopies noisy = new ChangedCopies(network.tensor(), network.layout(), most);
    for (int first = 0; first < copies; first += most) {
      try (Scope scope = Scope.open()) {
        Tensor some =
            noisy.make(
                first,
                Math.min(most, copies - first),
                (copy, sample, values) -> addNoise(copy, values));
        moments.add(evidence.withInput(some).gradient());
      }
    }
    return each(
        activation,
        (sample, k) -> {
          double sum = form == Form.PAPER ? activation.sum(sample, k) : 0;
          for (int p = 0; form == Form.TORCH_CAM && p < positions; p++) {
            sum += activation.at(sample, k, p) * moments.cube(sample, k * positions + p);
          }
          double weight = 0;
          for (int p = 0; p < positions; p++) {
            weight += weight(moments, sample, k * positions + p, sum);
          }
          return weight;
        });
  }

  private double weight(Moments moments, int sample, int at, double sum) {
    double square = moments.square(sample, at);
    double divisor =
        form == Form.PAPER ? 2 * square + sum * moments.cube(sample, at) : 2 * square + sum + 1e-8;
    double gradient = form == Form.PAPER ? moments.mean(sample, at) : moments.last(sample, at);
    return square == 0 || divisor == 0 ? 0 : square / divisor * Math.max(0, gradient);
  }

  private void addNoise(int copy, double[] values) {
    double deviation = form == Form.PAPER ? noise * Noise.range(values) : noise;
    Noise.add(values, deviation, new SplittableRandom(Seeds.of(seed, copy)));
  }

  /** Means over the copies of powers of the gradient. */
  private static final class Moments {

    private final double[][] sum;
    private final double[][] squares;
    private final double[][] cubes;
    private final double[][] last;
    private int count;

    Moments(int samples, int size) {
      sum = new double[samples][size];
      squares = new double[samples][size];
      cubes = new double[samples][size];
      last = new double[samples][];
    }

    /** Rows of some copies, all samples of one copy after the other. */
    void add(Features gradients) {
      for (int row = 0; row < gradients.samples(); row++) {
        int sample = row % sum.length;
        last[sample] = gradients.sample(row);
        for (int i = 0; i < last[sample].length; i++) {
          double g = last[sample][i];
          sum[sample][i] += g;
          squares[sample][i] += g * g;
          cubes[sample][i] += g * g * g;
        }
      }
      count += gradients.samples() / sum.length;
    }

    double mean(int sample, int at) {
      return sum[sample][at] / count;
    }

    double square(int sample, int at) {
      return squares[sample][at] / count;
    }

    double cube(int sample, int at) {
      return cubes[sample][at] / count;
    }

    double last(int sample, int at) {
      return last[sample][at];
    }
  }
}
