package dev.pendant.models.zoo;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;

/**
 * What a square convolution is besides its channels.
 *
 * @param bias whether it adds one; before a batch norm there is none
 */
public record Convolution(int kernel, int stride, int padding, int groups, boolean bias) {

  /** Stride 1, no padding, one group, with bias. */
  public static Convolution of(int kernel) {
    return new Convolution(kernel, 1, 0, 1, true);
  }

  public Convolution stride(int other) {
    return new Convolution(kernel, other, padding, groups, bias);
  }

  public Convolution padding(int other) {
    return new Convolution(kernel, stride, other, groups, bias);
  }

  public Convolution groups(int other) {
    return new Convolution(kernel, stride, padding, other, bias);
  }

  public Convolution withoutBias() {
    return new Convolution(kernel, stride, padding, groups, false);
  }

  Op.Conv2d op() {
    return new Op.Conv2d(Size.square(stride), Padding.same(padding), Size.ONE, groups);
  }
}
