package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.mean;
import static dev.pendant.nd4j.Arithmetic.mul;
import static dev.pendant.nd4j.Arithmetic.sub;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;

/**
 * Values brought to mean 0 and variance 1 over some axes.
 *
 * @param scale what the centred values were multiplied by; 1 along the axes
 */
record Standardised(INDArray values, INDArray scale, long... axes) {

  static Standardised of(Scratch s, INDArray x, long[] axes, double epsilon) {
    INDArray centred = sub(s, x, mean(s, x, axes));
    INDArray variance = mean(s, mul(s, centred, centred), axes);
    INDArray scale = s.transform(RSqrt::new, add(s, variance, epsilon));
    return new Standardised(mul(s, centred, scale), scale, axes);
  }

  /** Gradient of x from that of the values, through mean and variance as well. */
  INDArray gradient(Scratch s, INDArray g) {
    INDArray level = sub(s, g, mean(s, g, axes));
    INDArray spread = mul(s, values, mean(s, mul(s, g, values), axes));
    return mul(s, sub(s, level, spread), scale);
  }
}
