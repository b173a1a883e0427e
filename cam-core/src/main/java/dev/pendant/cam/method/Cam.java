package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import java.util.List;
import java.util.Set;

/**
 * CAM: every channel weighted by the last linear layer's weight for the class, {@code sum_k W_ck
 * A_k}. Only for models in which nothing but global average pooling and one linear layer follows
 * the target layer; where the pooled channels are the scores themselves, the map is the class's own
 * channel.
 *
 * <p>Zhou et al., "Learning Deep Features for Discriminative Localization", CVPR 2016, equation 2.
 * No backward pass: the weights are read off the recorded tail.
 */
public final class Cam extends WeightedSum implements PooledForm {

  @Override
  public String id() {
    return "cam";
  }

  /**
   * @throws UnsupportedTailException if anything else follows the target layer
   * @throws dev.pendant.cam.target.TargetException if anything but a class's score is explained
   */
  @Override
  double[][] weights(Evidence evidence) {
    Node linear = PooledLinearTail.of(evidence).linear();
    List<Integer> classes = evidence.objective().requireScores(id());
    Features activation = evidence.activation();
    if (linear == null) {
      return each(activation, (sample, k) -> k == classes.get(sample) ? 1 : 0);
    }
    double[] picked =
        PooledLinearTail.rows(linear, classes.stream().mapToInt(index -> index).toArray())
            .toDoubleArray();
    return each(activation, (sample, k) -> picked[sample * activation.channels() + k]);
  }

  @Override
  public double ofPooled(double weight, int positions) {
    return weight;
  }

  @Override
  public Set<MapTrait> traits() {
    return Set.of(MapTrait.SIGNED);
  }
}
