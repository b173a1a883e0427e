package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Convolutions over pictures, of any data and weights format. */
final class ConvolutionRows {

  /** Place of the weights format among the arguments, and the formats in ND4J's order. */
  private static final int WEIGHTS_FORMAT = 10;

  private static final int YXIO = 0;
  private static final int OIYX = 1;

  private ConvolutionRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "conv2d", ConvolutionRows::convolution,
        "depthwise_conv2d", ConvolutionRows::depthwise,
        "sconv2d", ConvolutionRows::separable,
        "upsampling2d", ConvolutionRows::upsampling);
  }

  private static Kernel convolution(OpSetup op) {
    WindowSetup window = WindowSetup.of(op);
    int format = op.integer(WEIGHTS_FORMAT, YXIO);
    return operands -> {
      Tensor weight = outputFirst(operands.get(1), format);
      Tensor bias = optional(operands, 2);
      return List.of(
          window.layout().apply(operands.get(0), x -> convolve(x, weight, bias, window, 1)));
    };
  }

  private static Kernel depthwise(OpSetup op) {
    WindowSetup window = WindowSetup.of(op);
    requireYxio(op);
    return operands -> {
      Tensor weight = operands.get(1);
      Tensor bias = optional(operands, 2);
      return List.of(
          window.layout().apply(operands.get(0), x -> perChannel(x, weight, bias, window)));
    };
  }

  private static Kernel separable(OpSetup op) {
    WindowSetup window = WindowSetup.of(op);
    requireYxio(op);
    WindowSetup point =
        new WindowSetup(Size.ONE, Size.ONE, new Size(0, 0), Size.ONE, false, Layout.NCHW);
    return operands -> {
      Tensor each = operands.get(1);
      Tensor mixing = outputFirst(operands.get(2), YXIO);
      Tensor bias = optional(operands, 3);
      return List.of(
          window
              .layout()
              .apply(
                  operands.get(0),
                  x -> convolve(perChannel(x, each, null, window), mixing, bias, point, 1)));
    };
  }

  private static void requireYxio(OpSetup op) {
    if (op.integer(WEIGHTS_FORMAT, YXIO) != YXIO) {
      throw op.refuse("has weights of another format than YXIO, which is not supported");
    }
  }

  private static @Nullable Tensor optional(List<Tensor> operands, int place) {
    return place < operands.size() ? operands.get(place).reshape(-1) : null;
  }

  private static Tensor outputFirst(Tensor weight, int format) {
    return switch (format) {
      case YXIO -> weight.permute(3, 2, 0, 1);
      case OIYX -> weight;
      default -> weight.permute(0, 3, 1, 2);
    };
  }

  /** Weights [kh, kw, in, each]; output channel in * each + e comes from input channel in. */
  private static Tensor perChannel(
      Tensor x, Tensor weight, @Nullable Tensor bias, WindowSetup window) {
    Shape shape = weight.shape();
    Tensor grouped =
        weight
            .permute(2, 3, 0, 1)
            .reshape(shape.get(2) * shape.get(3), 1, shape.get(0), shape.get(1));
    return convolve(x, grouped, bias, window, shape.getInt(2));
  }

  private static Tensor convolve(
      Tensor x, Tensor weight, @Nullable Tensor bias, WindowSetup window, int groups) {
    Size kernel = new Size(weight.shape().getInt(2), weight.shape().getInt(3));
    Op.Conv2d op =
        new Op.Conv2d(
            window.stride(), window.padding(x.shape(), kernel), window.dilation(), groups);
    List<Tensor> operands = new ArrayList<>(List.of(x, weight));
    if (bias != null) {
      operands.add(bias);
    }
    return Operators.apply(op, operands);
  }

  private static Kernel upsampling(OpSetup op) {
    int height = op.integer(0, 1);
    int width = op.integer(1, height);
    Layout layout = op.integer(2, 1) == 0 ? Layout.NHWC : Layout.NCHW;
    return Kernel.unary(picture -> layout.apply(picture, x -> enlarged(x, height, width)));
  }

  private static Tensor enlarged(Tensor x, int height, int width) {
    Size size = new Size(x.shape().getInt(2) * height, x.shape().getInt(3) * width);
    return Operators.apply(new Op.Interpolate(size, Op.Interpolate.Mode.NEAREST, false), x);
  }
}
