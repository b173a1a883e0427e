package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import dev.pendant.cam.image.MapResize;
import dev.pendant.cam.internal.Extents;
import dev.pendant.op.Op;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * FullGrad: the input's share of the score, {@code |x G_x|}, and that of every bias, {@code |b G|}
 * at the place where it is added, all resized to the input and summed. It looks at no layer but at
 * all of them with as many axes as the input: convolutions with a bias, transposed ones too, and
 * batch normalisations, whose bias is {@code beta - gamma mean / sqrt(variance + epsilon)}.
 *
 * <p>Left out: biases of linear layers, which mostly have no positions to be laid on; of layer and
 * group normalisation, and of batch normalisation in training mode, where what is subtracted
 * depends on the input and is no bias; and whatever a model adds by itself, since no operator tells
 * a bias from any other term of a sum.
 *
 * <p>Srinivas and Fleuret, "Full-Gradient Representation for Neural Network Visualization", NeurIPS
 * 2019 (the FullGrad saliency map), each layer stretched to 0 to 1 as in the authors' code;
 * pytorch-grad-cam stretches every channel by itself. Costs one forward and one backward pass
 * through everything.
 */
public final class FullGrad implements CamMethod {

  private static final double EPSILON = 1e-7;

  private final boolean everyChannel;

  public FullGrad() {
    this(false);
  }

  private FullGrad(boolean everyChannel) {
    this.everyChannel = everyChannel;
  }

  /** As pytorch-grad-cam computes it. */
  public static FullGrad perChannel() {
    return new FullGrad(true);
  }

  @Override
  public String id() {
    return "full-grad";
  }

  @Override
  public boolean needsLayer() {
    return false;
  }

  @Override
  public Maps map(Evidence evidence) {
    Features input = evidence.network().input();
    double[][] maps = new double[input.samples()][input.positions()];
    try (Scope scope = Scope.open()) {
      Recording run = evidence.network().record(evidence.network().tensor());
      run.requireOperators("full-grad adds up the shares of all biases");
      List<Terms> biases = new ArrayList<>();
      int axes = input.spatial().rank();
      run.nodes().forEach(node -> watch(node, axes, biases));
      int[] samples = IntStream.range(0, input.samples()).toArray();
      Features gradient =
          evidence.network().layout().read(run.gradient(evidence.objective(), samples));
      addInput(input, gradient, maps);
      biases.forEach(terms -> add(terms, input.spatial(), maps));
    }
    return Maps.of(input.spatial(), maps);
  }

  /** Absolute values of one layer, [samples, channels, spatial...]. */
  private record Terms(int channels, Shape spatial, double[] values) {}

  private static void watch(Node node, int axes, List<Terms> biases) {
    double[] bias = bias(node);
    if (bias.length > 0) {
      node.registerPreHook(
          arrived -> {
            if (arrived.isPresent(0) && arrived.get(0).shape().rank() >= 2 + axes) {
              biases.add(terms(arrived.get(0), bias, axes));
            }
            return null;
          });
    }
  }

  /** Per channel; empty for an operator that adds none. */
  private static double[] bias(Node node) {
    if (isConvolution(node.op()) && node.inputs() == 3) {
      return node.inputValue(2).toDoubleArray();
    }
    if (!(node.op() instanceof Op.BatchNorm norm) || norm.training()) {
      return new double[0];
    }
    double[] weight = node.inputValue(1).toDoubleArray();
    double[] bias = node.inputValue(2).toDoubleArray();
    double[] mean = node.inputValue(3).toDoubleArray();
    double[] variance = node.inputValue(4).toDoubleArray();
    for (int k = 0; k < bias.length; k++) {
      bias[k] -= weight[k] * mean[k] / Math.sqrt(variance[k] + norm.epsilon());
    }
    return bias;
  }

  private static boolean isConvolution(@Nullable Op op) {
    return op instanceof Op.Conv2d || op instanceof Op.Conv3d || op instanceof Op.ConvTranspose2d;
  }

  private static Terms terms(Tensor gradient, double[] bias, int axes) {
    double[] values = gradient.toDoubleArray();
    Shape spatial = withAxes(Extents.spatial(gradient.shape()), axes);
    int positions = Math.toIntExact(spatial.elements());
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i] * bias[i / positions % bias.length]);
    }
    return new Terms(gradient.shape().getInt(1), spatial, values);
  }

  /** An engine convolves rows as pictures of height 1; such an axis is left out again. */
  private static Shape withAxes(Shape spatial, int axes) {
    Shape fitted = Extents.withoutOnes(spatial, axes);
    if (fitted.rank() != axes) {
      throw new UnsupportedTailException(
          "full-grad cannot lay the biases of a layer of %s on data of %d axes; use another method"
              .formatted(spatial, axes));
    }
    return fitted;
  }

  private void addInput(Features input, Features gradient, double[][] maps) {
    double[] values = new double[input.samples() * input.channels() * input.positions()];
    int at = 0;
    for (int sample = 0; sample < input.samples(); sample++) {
      for (int k = 0; k < input.channels(); k++) {
        for (int p = 0; p < input.positions(); p++) {
          values[at++] = Math.abs(input.at(sample, k, p) * gradient.at(sample, k, p));
        }
      }
    }
    add(new Terms(input.channels(), input.spatial(), values), input.spatial(), maps);
  }

  private void add(Terms terms, Shape to, double[][] maps) {
    int channels = terms.channels();
    int positions = Math.toIntExact(terms.spatial().elements());
    double[] values = terms.values();
    int stretched = everyChannel ? positions : channels * positions;
    for (int from = 0; from < values.length; from += stretched) {
      stretch(values, from, stretched);
    }
    for (int sample = 0; sample < maps.length; sample++) {
      double[] sum = new double[positions];
      for (int k = 0; k < channels; k++) {
        for (int p = 0; p < positions; p++) {
          sum[p] += values[(sample * channels + k) * positions + p];
        }
      }
      addResized(
          sum, terms.spatial(), to, maps[sample]); // resizing is linear: once for all channels
    }
  }

  private static void stretch(double[] values, int from, int count) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    for (int i = from; i < from + count; i++) {
      values[i] = (values[i] - min) / (EPSILON + max - min);
    }
  }

  private static void addResized(double[] map, Shape from, Shape to, double[] sum) {
    double[] large = MapResize.linear(map, from, to, false);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += large[i];
    }
  }
}
