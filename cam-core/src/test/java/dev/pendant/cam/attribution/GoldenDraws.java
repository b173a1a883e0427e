package dev.pendant.cam.attribution;

import dev.pendant.tensor.Tensor;

/**
 * Gradient SHAP by the draws of {@code layer-attributions.py}: five copies without noise, the
 * number of a copy being its seed.
 */
public final class GoldenDraws {

  private GoldenDraws() {}

  public static AttributionMethod gradientShap(Tensor baselines) {
    return new GradientShap(draws(baselines));
  }

  public static AttributionMethod layerGradientShap(Tensor baselines) {
    return new LayerGradientShap(draws(baselines));
  }

  private static ShapDraws draws(Tensor baselines) {
    return new ShapDraws(Baselines.of(baselines), 5, 0, copy -> copy);
  }
}
