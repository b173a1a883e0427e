package dev.pendant.cam.method;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grad-CAM: every channel weighted by the mean of its gradient, {@code sum_k mean_p(G_k) A_k}.
 *
 * <p>Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
 * Localization", ICCV 2017, equations 1 and 2 (the ReLU of equation 2 belongs to the finish). Costs
 * one pass back through the tail.
 */
public final class GradCam implements CamMethod {

  @Override
  public String id() {
    return "grad-cam";
  }

  @Override
  public Tensor map(Evidence evidence) {
    Tensor activation = evidence.activation();
    List<Integer> positions = IntStream.range(2, activation.shape().rank()).boxed().toList();
    Tensor weights = Operators.apply(new Op.Mean(positions, true), evidence.gradient());
    return weights.mul(activation).sum(1);
  }
}
