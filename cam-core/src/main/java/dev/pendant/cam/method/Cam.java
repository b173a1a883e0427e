package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;

/**
 * CAM: every channel weighted by the last linear layer's weight for the class, {@code sum_k W_ck
 * A_k}. Only for models in which nothing but global average pooling and one linear layer follows
 * the target layer; where the pooled channels are the scores themselves, the map is the class's own
 * channel.
 *
 * <p>Zhou et al., "Learning Deep Features for Discriminative Localization", CVPR 2016, equation 2.
 * No backward pass: the weights are read off the recorded tail.
 */
public final class Cam implements CamMethod {

  @Override
  public String id() {
    return "cam";
  }

  /**
   * @throws UnsupportedTailException if anything else follows the target layer
   */
  @Override
  public Tensor map(Evidence evidence) {
    Node linear = PooledLinearTail.of(evidence).linear();
    return linear == null ? ownChannels(evidence) : weighted(evidence, linear);
  }

  private static Tensor weighted(Evidence evidence, Node linear) {
    long[] classes = evidence.objective().classes().stream().mapToLong(index -> index).toArray();
    Tensor weights = pick(linear.inputValue(1), classes);
    return weights
        .reshape(classes.length, weights.shape().get(1), 1, 1)
        .mul(evidence.activation())
        .sum(1);
  }

  private static Tensor ownChannels(Evidence evidence) {
    Shape shape = evidence.activation().shape();
    long channels = shape.get(1);
    List<Integer> classes = evidence.objective().classes();
    long[] rows = new long[classes.size()];
    for (int sample = 0; sample < rows.length; sample++) {
      rows[sample] = sample * channels + classes.get(sample);
    }
    return pick(evidence.activation().reshape(-1, shape.get(2), shape.get(3)), rows);
  }

  private static Tensor pick(Tensor from, long[] rows) {
    return Operators.apply(new Op.Gather(0), from, Tensor.of(from.backend(), rows, rows.length));
  }
}
