package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;

/**
 * {@link GradientShap} of a layer: the mean over copies of the layer's gradient while the model
 * runs at the place drawn between a baseline and the input, times the difference of what the layer
 * shows of the two, {@code G(b + a (x' - b)) (A(x') - A(b))}.
 *
 * <p>captum's {@code LayerGradientShap}. The draws come from a seed and are the same for every
 * sample. Costs three forward passes and one pass back through the tail for each copy, several at a
 * time.
 */
public final class LayerGradientShap implements AttributionMethod {

  private final ShapDraws draws;

  /** captum's numbers: 5 copies without noise. */
  public LayerGradientShap(Tensor baselines) {
    this(baselines, 5, 0, 0);
  }

  /**
   * As for {@link GradientShap}.
   *
   * @param baselines inputs
   */
  public LayerGradientShap(Tensor baselines, int copies, double deviation, long seed) {
    this(ShapDraws.of(Baselines.of(baselines), copies, deviation, seed));
  }

  LayerGradientShap(ShapDraws draws) {
    this.draws = draws;
  }

  @Override
  public String id() {
    return "layer-gradient-shap";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  /**
   * @throws IllegalArgumentException if the baselines do not fit the input
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    draws.baselines().requireLike(evidence.network().input());
    Sums sums = new Sums(evidence.activation());
    int most = Math.max(1, evidence.network().copiesPerRun() / 2); // both ends of each at a time
    for (int first = 0; first < draws.copies(); first += most) {
      add(evidence, first, Math.min(most, draws.copies() - first), sums);
    }
    return new Attribution(sums.features());
  }

  private void add(Evidence evidence, int first, int count, Sums sums) {
    Features gradient = gradients(evidence, first, count);
    Features ends = ends(evidence, first, count);
    int samples = evidence.activation().samples();
    for (int row = 0; row < count * samples; row++) {
      double[] slope = gradient.sample(row);
      double[] from = ends.sample(row);
      double[] to = ends.sample(row + count * samples);
      double[] sum = sums.of(row % samples);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += slope[i] * (to[i] - from[i]) / draws.copies();
      }
    }
  }

  private Features gradients(Evidence evidence, int first, int count) {
    try (Scope scope = Scope.open()) {
      Tensor places =
          ChangedInputs.rows(
              evidence.network(),
              count,
              (copy, sample, values) -> draws.move(first + copy, values));
      return evidence.withInput(places).gradient();
    }
  }

  /** What the layer shows of the baselines, then of the noisy inputs. */
  private Features ends(Evidence evidence, int first, int count) {
    try (Scope scope = Scope.open()) {
      Tensor both =
          ChangedInputs.rows(
              evidence.network(),
              2 * count,
              (copy, sample, values) -> {
                ShapDraws.Draw draw = draws.draw(first + copy % count, values);
                double[] end = copy < count ? draw.from() : draw.to();
                System.arraycopy(end, 0, values, 0, values.length);
              });
      return evidence.withInput(both).activation();
    }
  }
}
