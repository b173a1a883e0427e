package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.tensor.Tensor;

/**
 * Gradient SHAP, or expected gradients: the mean over copies of {@code G(b + a (x' - b)) (x' - b)},
 * each copy with a baseline b, a place a between 0 and 1 and an input x' (with noise, if any) drawn
 * by chance. With many copies, integrated gradients averaged over the baselines.
 *
 * <p>Erion et al., "Improving performance of deep learning models with axiomatic attribution priors
 * and expected gradients", Nature Machine Intelligence 2021; noise as in captum's {@code
 * GradientShap}. The draws come from a seed and are the same for every sample. Costs one forward
 * and one backward pass for each copy, several at a time.
 */
public final class GradientShap implements AttributionMethod {

  private final ShapDraws draws;

  /** captum's numbers: 5 copies without noise. */
  public GradientShap(Tensor baselines) {
    this(baselines, 5, 0, 0);
  }

  /**
   * @param baselines [m, c, ...], with the channels and extents of the input, or of all inputs that
   *     are explained, joined along their channels; copied
   * @param deviation of the noise
   * @throws IllegalArgumentException if there is no baseline or they are not floating, for less
   *     than one copy or a negative deviation
   */
  public GradientShap(Tensor baselines, int copies, double deviation, long seed) {
    this(ShapDraws.of(Baselines.of(baselines), copies, deviation, seed));
  }

  GradientShap(ShapDraws draws) {
    this.draws = draws;
  }

  @Override
  public String id() {
    return "gradient-shap";
  }

  /**
   * @throws IllegalArgumentException if the baselines do not fit the input
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    Features input = evidence.network().input();
    draws.baselines().requireLike(input);
    Sums sums = new Sums(input);
    evidence
        .network()
        .variants()
        .gradients(
            evidence.objective(),
            draws.copies(),
            (copy, sample, values) -> draws.move(copy, values),
            (copy, sample, gradient) -> {
              ShapDraws.Draw draw = draws.draw(copy, input.sample(sample));
              double[] sum = sums.of(sample);
              for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient[i] * (draw.to()[i] - draw.from()[i]) / draws.copies();
              }
            });
    return new Attribution(sums.features());
  }
}
