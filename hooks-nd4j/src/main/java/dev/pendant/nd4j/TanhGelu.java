package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.mul;

import dev.pendant.nd4j.Kernel.Pullback;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code x / 2 * (1 + tanh(u))} with {@code u = sqrt(2 / pi) * (x + 0.044715 * x ** 3)}. */
final class TanhGelu {

  private static final double SCALE = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  private TanhGelu() {}

  static INDArray forward(Scratch s, INDArray x) {
    return mul(s, mul(s, x, 0.5), add(s, tanh(s, x), 1));
  }

  static INDArray gradient(Scratch s, Pullback p) {
    INDArray x = p.x();
    INDArray t = tanh(s, x);
    INDArray inner = mul(s, add(s, mul(s, mul(s, x, x), 3 * CUBIC), 1), SCALE);
    INDArray slope = add(s, mul(s, mul(s, t, t), -1), 1);
    INDArray bend = mul(s, mul(s, x, slope), inner);
    return mul(s, p.g(), mul(s, add(s, add(s, t, 1), bend), 0.5));
  }

  private static INDArray tanh(Scratch s, INDArray x) {
    INDArray u = mul(s, mul(s, x, add(s, mul(s, mul(s, x, x), CUBIC), 1)), SCALE);
    return s.call(NativeCall.of("tanh"), u.shape(), u);
  }
}
