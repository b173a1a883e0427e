package dev.pendant.nd4j.samediff;

import dev.pendant.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Where a picture's channels are. */
enum Layout {
  NCHW,
  NHWC;

  /** As the integer argument of ND4J's operators says. */
  static Layout of(int argument) {
    return argument == 0 ? NCHW : NHWC;
  }

  /** Applies what works on NCHW. */
  Tensor apply(Tensor x, UnaryOperator<Tensor> function) {
    if (this == NCHW) {
      return function.apply(x);
    }
    return function.apply(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1);
  }
}
