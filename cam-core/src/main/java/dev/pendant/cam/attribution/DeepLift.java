package dev.pendant.cam.attribution;

import dev.pendant.autograd.Node;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Recording;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.stream.IntStream;

/**
 * DeepLIFT with the rescale rule: differences to what an input of zeros gives, shared out. Through
 * each activation function goes {@code (f(x) - f(b)) / (x - b)} instead of the derivative, and the
 * attribution is what arrives at the input times the difference there. Attributions sum to the
 * difference of the two scores.
 *
 * <p>Shrikumar et al., "Learning Important Features Through Propagating Activation Differences",
 * ICML 2017, section 3.5.1. For networks whose only curves are functions of one value; maximum
 * pooling, softmax and products of activations are refused. Costs one forward and one backward pass
 * over input and baseline side by side.
 */
public final class DeepLift implements AttributionMethod {

  /** Below this difference the derivative counts, as in captum. */
  private static final double SMALLEST = 1e-10;

  @Override
  public String id() {
    return "deep-lift";
  }

  /**
   * @throws UnsupportedTailException if the model has operators the rule says nothing about
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    Features input = evidence.network().input();
    Tensor base = evidence.network().tensor();
    double[] both = new double[2 * Math.toIntExact(base.shape().elements())];
    System.arraycopy(base.toDoubleArray(), 0, both, 0, both.length / 2);
    try (Scope scope = Scope.open()) {
      Tensor rows =
          HostValues.like(base, both, base.shape().with(0, 2L * input.samples()).toArray());
      Recording run = evidence.network().record(rows);
      run.nodes().forEach(DeepLift::watch);
      int[] samples =
          IntStream.range(0, 2 * input.samples()).map(row -> row % input.samples()).toArray();
      Tensor multiplier = run.gradient(evidence.objective(), samples);
      Features first = evidence.network().layout().read(multiplier.slice(0, 0, input.samples()));
      return new Attribution(Sums.combined(input, first, (x, m) -> x * m));
    }
  }

  private static void watch(Node node) {
    Op op = node.op();
    if (op instanceof Op.Softmax || op instanceof Op.LogSoftmax || op instanceof Op.MaxPool2d) {
      throw refused(node);
    }
    boolean product = op instanceof Op.Mul || op instanceof Op.Div || op instanceof Op.MatMul;
    if (product && node.input(0) != null && node.input(1) != null) {
      throw refused(node);
    }
    if (op instanceof Op.Unary && !(op instanceof Op.Neg)) {
      Tensor in = node.inputValue(0);
      node.registerHook((toInput, fromOutput) -> rescaled(op, in, toInput, fromOutput));
    }
  }

  private static UnsupportedTailException refused(Node node) {
    return new UnsupportedTailException(
        "deep-lift's rescale rule says nothing about "
            + node.name()
            + "; use integrated-gradients, which asks nothing of the model");
  }

  private static Tensors rescaled(Op op, Tensor in, Tensors toInput, Tensors fromOutput) {
    if (!toInput.isPresent(0) || !fromOutput.isPresent(0)) {
      return toInput;
    }
    double[] x = in.toDoubleArray();
    double[] y = Operators.apply(op, in).toDoubleArray();
    double[] gradient = toInput.get(0).toDoubleArray();
    double[] arrived = fromOutput.get(0).toDoubleArray();
    int half = x.length / 2;
    for (int i = 0; i < x.length; i++) {
      int at = i % half;
      double difference = x[at] - x[at + half];
      if (Math.abs(difference) >= SMALLEST) {
        gradient[i] = arrived[i] * (y[at] - y[at + half]) / difference;
      }
    }
    return Tensors.of(HostValues.like(in, gradient, in.shape().toArray()));
  }
}
