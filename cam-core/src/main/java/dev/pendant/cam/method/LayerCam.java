package dev.pendant.cam.method;

import dev.pendant.tensor.Tensor;
import java.util.Set;

/**
 * LayerCAM: every place weighted by its own positive gradient, {@code sum_k relu(G_k) A_k}. Made
 * for early layers, too.
 *
 * <p>Jiang et al., "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization", IEEE
 * TIP 2021, equations 6 to 8 (the scaling {@code tanh(2 M / max M)} of early layers, equation 9, is
 * done by the finish that has it, torch-cam's). Costs what {@link GradCam} does.
 */
public final class LayerCam extends ChannelSum implements PooledForm {

  @Override
  public String id() {
    return "layer-cam";
  }

  @Override
  Terms terms(Evidence evidence) {
    Features activation = evidence.activation();
    Features gradient = evidence.gradient();
    return (sample, k, p) -> Math.max(0, gradient.at(sample, k, p)) * activation.at(sample, k, p);
  }

  @Override
  public double ofPooled(double weight, int positions) {
    return Math.max(0, weight) / positions;
  }

  @Override
  public Tensor counted(Tensor weight) {
    return weight.relu();
  }

  @Override
  public Set<MapTrait> traits() {
    return Set.of(MapTrait.SQUASHED);
  }
}
