package dev.pendant.nd4j.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.autograd.Autograd;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D.Divisor;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Each row against what SameDiff itself computes. */
class RowsTest {

  private interface Build {
    SDVariable from(SameDiff sd, SDVariable x);
  }

  /** Whose gradient ND4J 1.0.0-M2.1 refuses to compute, or does of another function. */
  private static final Set<String> NO_NATIVE_GRADIENT =
      Set.of(
          "gather",
          "prelu",
          "precise gelu",
          "conv, OIYX",
          "conv, OYXI",
          "batch norm",
          "batch norm, NHWC",
          "layer norm",
          "layer norm, channels first",
          "standardize");

  private static final long[] MATRIX = {3, 6};
  private static final long[] NCHW = {2, 3, 9, 8};
  private static final long[] NHWC = {2, 9, 8, 3};

  private static Arguments matrix(String name, Build build) {
    return Arguments.of(name, MATRIX, build);
  }

  private static Arguments picture(String name, Build build) {
    return Arguments.of(name, NCHW, build);
  }

  private static Arguments last(String name, Build build) {
    return Arguments.of(name, NHWC, build);
  }

  private static SDVariable weight(SameDiff sd, String name, long... shape) {
    return sd.var(name, Imported.noise(shape));
  }

  private static SDVariable positive(SameDiff sd, String name, long... shape) {
    return sd.var(name, Imported.noise(shape).mul(Imported.noise(shape)).add(0.5));
  }

  private static Conv2DConfig.Conv2DConfigBuilder conv() {
    return Conv2DConfig.builder().kH(3).kW(2);
  }

  private static Pooling2DConfig.Pooling2DConfigBuilder pool() {
    return Pooling2DConfig.builder().kH(3).kW(2).sH(2).sW(2);
  }

  static Stream<Arguments> arithmetic() {
    return Stream.of(
        matrix("add", (sd, x) -> x.add(weight(sd, "w", 6))),
        matrix("sub", (sd, x) -> x.sub(weight(sd, "w", 3, 1))),
        matrix("mul", (sd, x) -> x.mul(weight(sd, "w", 3, 6))),
        matrix("div", (sd, x) -> x.div(positive(sd, "w", 3, 6))),
        matrix("rsub", (sd, x) -> x.rsub(weight(sd, "w", 3, 6))),
        matrix("rdiv", (sd, x) -> sd.math().abs(x).add(1).rdiv(weight(sd, "w", 3, 6))),
        matrix("max", (sd, x) -> sd.math().max(x, weight(sd, "w", 3, 6).mul(0.5))),
        matrix("min", (sd, x) -> sd.math().min(x, weight(sd, "w", 3, 6).mul(0.5))),
        matrix("squared difference", (sd, x) -> sd.math().squaredDifference(x, x.mul(3))),
        matrix("merge", (sd, x) -> sd.math().mergeAdd(x, weight(sd, "w", 3, 6), x)),
        matrix("merge average", (sd, x) -> sd.math().mergeAvg(x, weight(sd, "w", 3, 6))),
        matrix("merge max", (sd, x) -> sd.math().mergeMax(x, weight(sd, "w", 3, 6).mul(0.5))),
        matrix("numbers", (sd, x) -> x.add(1).sub(3).mul(2).div(5).rsub(1)),
        matrix("number over", (sd, x) -> sd.math().abs(x).add(1).rdiv(2)),
        matrix("power", (sd, x) -> x.pow(2)),
        matrix("neg, exp", (sd, x) -> sd.math().exp(x.neg())),
        matrix("log", (sd, x) -> sd.math().log(sd.math().abs(x).add(0.1))),
        matrix("log1p, expm1", (sd, x) -> sd.math().log1p(sd.math().expm1(x).add(2))),
        matrix("roots", (sd, x) -> sd.math().rsqrt(sd.math().sqrt(sd.math().square(x)))),
        matrix("cube, reciprocal", (sd, x) -> sd.math().reciprocal(sd.math().cube(x))),
        matrix("erf", (sd, x) -> sd.math().erf(x)),
        matrix("clip", (sd, x) -> sd.math().clipByValue(x, -1, 0.5)),
        matrix("identity", (sd, x) -> sd.identity(x)));
  }

  static Stream<Arguments> activations() {
    return Stream.of(
        matrix("relu", (sd, x) -> sd.nn().relu(x, 0)),
        matrix("relu6", (sd, x) -> sd.nn().relu6(x.mul(5), 0)),
        matrix("leaky relu", (sd, x) -> sd.nn().leakyRelu(x, 0.1)),
        picture("prelu", (sd, x) -> sd.nn().prelu(x, weight(sd, "w", 3, 1, 1), 2, 3)),
        matrix("elu", (sd, x) -> sd.nn().elu(x)),
        matrix("selu", (sd, x) -> sd.nn().selu(x)),
        matrix("gelu", (sd, x) -> sd.nn().gelu(x)),
        matrix("precise gelu", (sd, x) -> sd.nn().preciseGelu(x)),
        matrix("swish", (sd, x) -> sd.nn().swish(x)),
        matrix("sigmoid", (sd, x) -> sd.nn().sigmoid(x)),
        matrix("log sigmoid", (sd, x) -> sd.nn().logSigmoid(x)),
        matrix("hard sigmoid", (sd, x) -> sd.nn().hardSigmoid(x.mul(3))),
        matrix("tanh", (sd, x) -> sd.math().tanh(x)),
        matrix("hard tanh", (sd, x) -> sd.nn().hardTanh(x)),
        matrix("softplus", (sd, x) -> sd.nn().softplus(x)),
        matrix("softsign", (sd, x) -> sd.nn().softsign(x)),
        matrix("softmax", (sd, x) -> sd.nn().softmax(x).mul(weight(sd, "w", 6))),
        matrix("softmax of rows", (sd, x) -> sd.nn().softmax(x, 0).mul(weight(sd, "w", 6))),
        matrix("log softmax", (sd, x) -> sd.nn().logSoftmax(x).mul(weight(sd, "w", 6))));
  }

  static Stream<Arguments> reductions() {
    return Stream.of(
        matrix("sum", (sd, x) -> x.sum(1)),
        matrix("sum, kept", (sd, x) -> x.sum(true, 0)),
        matrix("sum of all", (sd, x) -> x.sum()),
        matrix("mean", (sd, x) -> x.mean(0)),
        matrix("max", (sd, x) -> x.max(1)),
        matrix("min", (sd, x) -> x.min(1)),
        matrix("norms", (sd, x) -> x.norm1(1).add(x.norm2(1))),
        picture("global pooling", (sd, x) -> x.mean(2, 3)));
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        matrix("reshape", (sd, x) -> x.reshape(2, 9)),
        matrix(
            "reshape by a constant",
            (sd, x) -> x.reshape(sd.constant(Nd4j.createFromArray(new long[] {9, -1})))),
        picture("permute", (sd, x) -> x.permute(0, 2, 3, 1)),
        matrix("transpose", (sd, x) -> sd.transpose(x)),
        matrix("concat", (sd, x) -> sd.concat(1, x, x.mul(2))),
        matrix("stack", (sd, x) -> sd.stack(1, x, x.mul(2))),
        matrix("unstack", (sd, x) -> sd.unstack(x, 0, 3)[1]),
        matrix("expand, squeeze", (sd, x) -> sd.squeeze(sd.expandDims(x.mul(2), 1), 1)),
        matrix("tile", (sd, x) -> sd.tile(x, 2, 3)),
        matrix("slice", (sd, x) -> sd.slice(x, new int[] {1, 2}, 2, 3)),
        matrix(
            "strided slice",
            (sd, x) -> sd.stridedSlice(x, new long[] {0, 1}, new long[] {3, 6}, new long[] {2, 2})),
        matrix("point", (sd, x) -> x.get(SDIndex.all(), SDIndex.point(2))),
        matrix("interval", (sd, x) -> x.get(SDIndex.interval(1, 3), SDIndex.all())),
        matrix("split", (sd, x) -> sd.split(x, 2, 1)[1]),
        matrix("gather", (sd, x) -> sd.gather(x, new int[] {4, 0, 4}, 1)),
        matrix(
            "pad",
            (sd, x) ->
                sd.nn()
                    .pad(x, sd.constant(Nd4j.createFromArray(new int[][] {{0, 1}, {2, 3}})), 0.5)),
        picture(
            "flatten",
            (sd, x) ->
                new org.nd4j.linalg.api.ops.impl.shape.Flatten2D(sd, x, 1).outputVariable()));
  }

  static Stream<Arguments> linear() {
    return Stream.of(
        matrix("mmul", (sd, x) -> x.mmul(weight(sd, "w", 6, 4))),
        matrix(
            "mmul, transposed", (sd, x) -> sd.mmul(x, weight(sd, "w", 4, 6), false, true, false)),
        matrix("linear", (sd, x) -> sd.nn().linear(x, weight(sd, "w", 6, 4), weight(sd, "b", 4))),
        matrix(
            "relu layer",
            (sd, x) -> sd.nn().reluLayer(x, weight(sd, "w", 6, 4), weight(sd, "b", 4))),
        picture("bias first", (sd, x) -> sd.nn().biasAdd(x, weight(sd, "b", 3), true)),
        last("bias last", (sd, x) -> sd.nn().biasAdd(x, weight(sd, "b", 3), false)));
  }

  static Stream<Arguments> windows() {
    return Stream.of(
        picture(
            "conv",
            (sd, x) ->
                sd.cnn()
                    .conv2d(
                        x,
                        weight(sd, "w", 3, 2, 3, 4),
                        weight(sd, "b", 4),
                        conv().sH(2).sW(1).pH(1).pW(1).build())),
        picture(
            "conv, same",
            (sd, x) ->
                sd.cnn()
                    .conv2d(
                        x,
                        weight(sd, "w", 3, 2, 3, 4),
                        conv().sH(2).sW(2).paddingMode(PaddingMode.SAME).build())),
        picture(
            "conv, OIYX",
            (sd, x) ->
                sd.cnn()
                    .conv2d(
                        x,
                        weight(sd, "w", 4, 3, 3, 2),
                        conv().weightsFormat(WeightsFormat.OIYX).build())),
        picture(
            "conv, OYXI",
            (sd, x) ->
                sd.cnn()
                    .conv2d(
                        x,
                        weight(sd, "w", 4, 3, 2, 3),
                        conv().weightsFormat(WeightsFormat.OYXI).build())),
        last(
            "conv, NHWC",
            (sd, x) ->
                sd.cnn()
                    .conv2d(
                        x,
                        weight(sd, "w", 3, 2, 3, 4),
                        weight(sd, "b", 4),
                        conv().dataFormat("NHWC").paddingMode(PaddingMode.SAME).build())),
        picture(
            "depthwise",
            (sd, x) ->
                sd.cnn()
                    .depthWiseConv2d(
                        x, weight(sd, "w", 3, 2, 3, 2), weight(sd, "b", 6), conv().build())),
        picture(
            "separable",
            (sd, x) ->
                sd.cnn()
                    .separableConv2d(
                        x,
                        weight(sd, "w", 3, 2, 3, 2),
                        weight(sd, "p", 1, 1, 6, 4),
                        conv().paddingMode(PaddingMode.SAME).build())),
        picture("max pool", (sd, x) -> sd.cnn().maxPooling2d(x, pool().pH(1).build())),
        picture(
            "max pool, same",
            (sd, x) -> sd.cnn().maxPooling2d(x, pool().paddingMode(PaddingMode.SAME).build())),
        last("max pool, NHWC", (sd, x) -> sd.cnn().maxPooling2d(x, pool().isNHWC(true).build())),
        picture("average pool", (sd, x) -> sd.cnn().avgPooling2d(x, pool().pH(1).build())),
        picture(
            "average pool, padding counts",
            (sd, x) ->
                sd.cnn().avgPooling2d(x, pool().pH(1).divisor(Divisor.INCLUDE_PADDING).build())),
        picture(
            "average pool, same",
            (sd, x) -> sd.cnn().avgPooling2d(x, pool().paddingMode(PaddingMode.SAME).build())),
        picture("upsampling", (sd, x) -> sd.cnn().upsampling2d(x, 2, 3, true)));
  }

  static Stream<Arguments> normalisations() {
    return Stream.of(
        picture("batch norm", (sd, x) -> batchNorm(sd, x, 1)),
        last("batch norm, NHWC", (sd, x) -> batchNorm(sd, x, 3)),
        matrix(
            "layer norm",
            (sd, x) -> sd.nn().layerNorm(x, weight(sd, "g", 6), weight(sd, "b", 6), false, 1)),
        picture(
            "layer norm, channels first",
            (sd, x) -> sd.nn().layerNorm(x, weight(sd, "g", 3), weight(sd, "b", 3), true, 1, 2, 3)),
        matrix("standardize", (sd, x) -> sd.math().standardize(x, 1).mul(weight(sd, "w", 6))));
  }

  private static SDVariable batchNorm(SameDiff sd, SDVariable x, int axis) {
    return sd.nn()
        .batchNorm(
            x,
            weight(sd, "mean", 3),
            positive(sd, "variance", 3),
            weight(sd, "gamma", 3),
            weight(sd, "beta", 3),
            1e-3,
            axis);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "arithmetic",
    "activations",
    "reductions",
    "shapes",
    "linear",
    "windows",
    "normalisations"
  })
  void computesWhatSameDiffComputes(String name, long[] shape, Build build) {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, shape);
    // SameDiff differentiates nothing that no variable has a part in.
    String output = build.from(sd, x.add(sd.var("zero", Nd4j.zeros(shape)))).name();
    try (Imported imported = new Imported(sd, output)) {
      Tensor in = imported.tensor(shape).requireGrad();
      Tensor out = imported.module.call(in);
      assertThat(out.shape().toArray()).containsExactly(imported.natively(shape).shape());
      assertClose(name, out.toFloatArray(), imported.nativeOutput(shape));

      if (NO_NATIVE_GRADIENT.contains(name)) {
        return;
      }
      Tensor gradient = Autograd.grad(out.sum(), List.of(in)).get(0);
      assertClose(
          name + ", gradient", gradient.toFloatArray(), imported.nativeGradient("x", shape));
    }
  }

  private static void assertClose(String name, float[] actual, float[] expected) {
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).as(name).containsExactly(expected, within(2e-5f * largest));
  }
}
