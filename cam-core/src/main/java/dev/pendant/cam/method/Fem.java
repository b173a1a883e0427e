package dev.pendant.cam.method;

/**
 * FEM: every channel weighted by how much of it is exceptionally strong, {@code w_k} being the
 * fraction of positions with {@code A_k > mean + 2 deviations}. It knows no class.
 *
 * <p>Fuad et al., "Features Understanding in 3D CNNs for Actions Recognition in Video", IPTA 2020,
 * with its k of 2, in the form pytorch-grad-cam gives it. The paper sums the strong positions
 * themselves, those of a channel weighted by its mean: {@code sum_k mean_p(A_k) [A_k > mean + 2
 * deviations]}. Costs the forward pass alone.
 */
public final class Fem extends WeightedSum {

  private static final double DEVIATIONS = 2;

  @Override
  public String id() {
    return "fem";
  }

  @Override
  double[][] weights(Evidence evidence) {
    Features activation = evidence.activation();
    return each(
        activation,
        (sample, k) -> {
          double limit = activation.mean(sample, k) + DEVIATIONS * activation.deviation(sample, k);
          int above = 0;
          for (int p = 0; p < activation.positions(); p++) {
            above += activation.at(sample, k, p) > limit ? 1 : 0;
          }
          return (double) above / activation.positions();
        });
  }
}
