package dev.pendant.cam;

import java.util.List;
import org.nd4j.autodiff.samediff.NameScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff classifier of a picture {@code x}, with random weights and {@code scores}. */
final class GraphNets {

  static final long[] SHAPE = {1, 3, 16, 16};
  static final List<String> INPUT = List.of("x");
  static final List<String> OUTPUT = List.of("scores");

  private GraphNets() {}

  static SameDiff convolutional() {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, -1, 3, 16, 16);
    Conv2DConfig same = Conv2DConfig.builder().kH(3).kW(3).paddingMode(PaddingMode.SAME).build();
    SDVariable w1 = weight(sd, "w1", 3, 3, 3, 8);
    SDVariable b1 = weight(sd, "b1", 8);
    SDVariable w2 = weight(sd, "w2", 3, 3, 8, 12);
    SDVariable y;
    try (NameScope scope = sd.withNameScope("block1")) {
      y = sd.nn().relu("relu", sd.cnn().conv2d("conv", x, w1, b1, same), 0);
      Pooling2DConfig half = Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
      y = sd.cnn().maxPooling2d("pool", y, half);
    }
    try (NameScope scope = sd.withNameScope("block2")) {
      y = sd.nn().relu("relu", sd.cnn().conv2d("conv", y, w2, same), 0);
    }
    SDVariable hidden = sd.nn().tanh(y.mean("pooled", 2, 3).mmul(weight(sd, "w3", 12, 10)));
    sd.nn().linear("scores", hidden, weight(sd, "w4", 10, 5), weight(sd, "b4", 5));
    return sd;
  }

  static INDArray picture() {
    return array(SHAPE);
  }

  private static SDVariable weight(SameDiff sd, String name, long... shape) {
    return sd.var(name, array(shape).mul(0.3));
  }

  private static INDArray array(long... shape) {
    int count = 1;
    for (long extent : shape) {
      count *= (int) extent;
    }
    return Nd4j.createFromArray(Agreement.noise(count)).reshape(shape);
  }
}
