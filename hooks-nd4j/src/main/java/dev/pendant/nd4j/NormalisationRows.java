package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.mul;
import static dev.pendant.nd4j.Arithmetic.sum;
import static dev.pendant.nd4j.Arithmetic.sumTo;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Normalisations. ND4J's {@code batchnorm} applies given statistics; its gradient is that of
 * training mode only, and its layer normalisation takes one axis only, so both are composed.
 */
final class NormalisationRows {

  private NormalisationRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(
            Op.BatchNorm.class,
            op ->
                op.training()
                    ? new Kernel(
                        (s, in) -> trainingForward(s, in, op.epsilon()),
                        (s, p) -> trainingGradients(s, p, op.epsilon()))
                    : new Kernel(
                        (s, in) -> evaluationForward(s, in, op.epsilon()),
                        (s, p) -> evaluationGradients(s, p, op.epsilon())))
        .row(
            Op.LayerNorm.class,
            op ->
                new Kernel((s, in) -> layerForward(s, in, op), (s, p) -> layerGradients(s, p, op)))
        .row(Op.GroupNorm.class, GroupNorm::of);
  }

  private static INDArray evaluationForward(Scratch s, List<INDArray> in, double epsilon) {
    return batchNorm(s, in.get(0), epsilon, in.get(3), in.get(4), in.get(1), in.get(2));
  }

  private static @Nullable INDArray[] evaluationGradients(Scratch s, Pullback p, double epsilon) {
    INDArray g = p.g();
    INDArray mean = p.input(3);
    INDArray variance = p.input(4);
    return new @Nullable INDArray[] {
      // The same operator scales the gradient: no mean, no bias.
      p.wants(0) ? batchNorm(s, g, epsilon, s.zerosLike(mean), variance, p.input(1)) : null,
      p.wants(1) ? channelSums(s, mul(s, g, batchNorm(s, p.x(), epsilon, mean, variance))) : null,
      p.wants(2) ? channelSums(s, g) : null,
      null,
      null
    };
  }

  /** Statistics are mean and variance, then where wanted weight, then where wanted bias. */
  private static INDArray batchNorm(Scratch s, INDArray x, double epsilon, INDArray... statistics) {
    INDArray y = s.like(x);
    INDArray[] inputs = new INDArray[statistics.length + 1];
    inputs[0] = pictures(x);
    System.arraycopy(statistics, 0, inputs, 1, statistics.length);
    long weight = statistics.length > 2 ? 1 : 0;
    long bias = statistics.length > 3 ? 1 : 0;
    s.run(
        NativeCall.of("batchnorm").integers(weight, bias, 1).floats(epsilon), pictures(y), inputs);
    return y;
  }

  /** Any rank as [n, channels, 1, rest], so that one native path serves all; a view. */
  private static INDArray pictures(INDArray x) {
    return x.rank() == 4
        ? x
        : Extents.view(x, x.size(0), x.size(1), 1, Extents.product(x.shape(), 2, x.rank()));
  }

  private static INDArray trainingForward(Scratch s, List<INDArray> in, double epsilon) {
    INDArray x = in.get(0);
    Standardised standard = Standardised.of(s, x, allButChannels(x), epsilon);
    return add(s, mul(s, standard.values(), channels(x, in.get(1))), channels(x, in.get(2)));
  }

  private static @Nullable INDArray[] trainingGradients(Scratch s, Pullback p, double epsilon) {
    INDArray x = p.x();
    Standardised standard = Standardised.of(s, x, allButChannels(x), epsilon);
    return affineGradients(s, p, standard, channels(x, p.input(1)));
  }

  private static INDArray layerForward(Scratch s, List<INDArray> in, Op.LayerNorm op) {
    Standardised standard = Standardised.of(s, in.get(0), Extents.axes(op.axes()), op.epsilon());
    return add(s, mul(s, standard.values(), in.get(1)), in.get(2));
  }

  private static @Nullable INDArray[] layerGradients(Scratch s, Pullback p, Op.LayerNorm op) {
    Standardised standard = Standardised.of(s, p.x(), Extents.axes(op.axes()), op.epsilon());
    return affineGradients(s, p, standard, p.input(1));
  }

  /** Gradients of {@code standardised x * weight + bias}, with weight shaped to broadcast. */
  private static @Nullable INDArray[] affineGradients(
      Scratch s, Pullback p, Standardised standard, INDArray weight) {
    INDArray g = p.g();
    return new @Nullable INDArray[] {
      p.wants(0) ? standard.gradient(s, mul(s, g, weight)) : null,
      p.wants(1)
          ? Extents.view(sumTo(s, mul(s, g, standard.values()), weight.shape()), p.input(1).shape())
          : null,
      p.wants(2) ? Extents.view(sumTo(s, g, weight.shape()), p.input(2).shape()) : null
    };
  }

  private static long[] allButChannels(INDArray x) {
    return LongStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
  }

  /** One value per channel, shaped to broadcast over x; a view. */
  static INDArray channels(INDArray x, INDArray perChannel) {
    long[] shape = new long[x.rank()];
    Arrays.fill(shape, 1);
    shape[1] = x.size(1);
    return Extents.view(perChannel, shape);
  }

  static INDArray channelSums(Scratch s, INDArray x) {
    return Extents.view(sum(s, x, allButChannels(x)), x.size(1));
  }
}
