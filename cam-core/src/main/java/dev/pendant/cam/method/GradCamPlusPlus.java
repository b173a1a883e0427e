package dev.pendant.cam.method;

import dev.pendant.cam.internal.Rounding;

/**
 * Grad-CAM++: positive gradients weighted so that several objects of a class count alike, {@code
 * w_k = sum_p a relu(G)} with {@code a = G^2 / (2 G^2 + S_k G^3)} and {@code S_k = sum_p A_k}.
 *
 * <p>Chattopadhyay et al., "Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep
 * Convolutional Networks", WACV 2018, equation 19, for the exponential of the score, whose common
 * factor drops out when a map is normalised. {@code G^2} is reduced, so that no epsilon is needed:
 * the paper's activations follow a ReLU, so {@code S_k} is not negative and the divisor at least 2.
 * Where it is negative, a divisor that is 0 up to rounding ({@code |2 + S_k G| <= 1e-6 (2 + |S_k
 * G|)}) makes the weight 0. Costs what {@link GradCam} does.
 */
public final class GradCamPlusPlus extends WeightedSum {

  /** How the weights are made of gradients. */
  public enum Form {

    /** The paper's. */
    PAPER {
      @Override
      double weight(double g, double sum) {
        double divisor = 2 + sum * g;
        boolean isZero = Rounding.isZero(divisor, 2 + Math.abs(sum * g));
        return isZero ? 0 : Math.max(0, g) / divisor;
      }
    },

    /**
     * pytorch-grad-cam's: the paper's with 1e-6 in the divisor, which outweighs small gradients.
     */
    PYTORCH_GRAD_CAM {
      @Override
      double weight(double g, double sum) {
        return g == 0 ? 0 : Math.max(0, g) * g * g / (2 * g * g + sum * g * g * g + 1e-6);
      }
    },

    /** torch-cam's since 0.2.0: its division is lost (defect D1 of the reference). */
    TORCH_CAM {
      @Override
      double weight(double g, double sum) {
        return g * g * Math.max(0, g);
      }
    };

    abstract double weight(double gradient, double sumOfChannel);
  }

  private final Form form;

  public GradCamPlusPlus() {
    this(Form.PAPER);
  }

  public GradCamPlusPlus(Form form) {
    this.form = form;
  }

  @Override
  public String id() {
    return "grad-cam++";
  }

  @Override
  double[][] weights(Evidence evidence) {
    Features activation = evidence.activation();
    Features gradient = evidence.gradient();
    return each(
        activation,
        (sample, k) -> {
          double sum = activation.sum(sample, k);
          double weight = 0;
          for (int p = 0; p < activation.positions(); p++) {
            weight += form.weight(gradient.at(sample, k, p), sum);
          }
          return weight;
        });
  }
}
