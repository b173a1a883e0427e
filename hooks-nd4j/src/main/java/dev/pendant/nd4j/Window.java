package dev.pendant.nd4j;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sliding window with equal padding on opposite sides, and the native operators that take it. */
record Window(Size kernel, Size stride, Size padding, Size dilation) {

  /** A window whose padding, where it is unequal, has been added to the picture already. */
  static Window of(Size kernel, Size stride, Padding padding, Size dilation) {
    Size added = padding.isSymmetric() ? new Size(padding.top(), padding.left()) : new Size(0, 0);
    return new Window(kernel, stride, added, dilation);
  }

  static Window of(Op.Conv2d op, INDArray weight) {
    Size kernel = new Size((int) weight.size(2), (int) weight.size(3));
    return of(kernel, op.stride(), op.padding(), op.dilation());
  }

  /** Arguments common to convolution and pooling, then those given. */
  NativeCall call(String name, long... rest) {
    long[] common = {
      kernel.height(),
      kernel.width(),
      stride.height(),
      stride.width(),
      padding.height(),
      padding.width(),
      dilation.height(),
      dilation.width()
    };
    NativeCall call = NativeCall.of(name).integers(Extents.join(common, rest));
    // ND4J asks oneDNN for a dilated convolution in a way that oneDNN refuses, and for dilated
    // pooling without the dilation.
    return dilation.equals(Size.ONE) ? call : call.withoutHelpers();
  }

  /** Explicit padding, channels before rows, weights [out, in, height, width]. */
  private NativeCall convolution(String name) {
    return call(name, 0, 0, 1);
  }

  long[] output(INDArray x, long channels) {
    return new long[] {
      x.size(0),
      channels,
      steps(x.size(2), padding.height(), kernel.height(), stride.height(), dilation.height()),
      steps(x.size(3), padding.width(), kernel.width(), stride.width(), dilation.width())
    };
  }

  private static long steps(long size, long padding, long kernel, long stride, long dilation) {
    return (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
  }

  INDArray convolve(Scratch s, INDArray x, INDArray weight, @Nullable INDArray bias) {
    long[] shape = output(x, weight.size(0));
    NativeCall call = convolution("conv2d");
    return bias == null ? s.call(call, shape, x, weight) : s.call(call, shape, x, weight, bias);
  }

  /** The gradient of the input alone, which is a transposed convolution, to this shape. */
  INDArray transposed(Scratch s, INDArray g, INDArray weight, long... shape) {
    INDArray input = s.make(g.dataType(), shape);
    s.run(convolution("conv2d_input_bp"), input, s.longs(shape, 4), weight, g);
    return input;
  }

  /** Gradients of input and weight. */
  INDArray[] convolveBack(Scratch s, INDArray x, INDArray weight, INDArray g) {
    INDArray[] both = {s.like(x), s.like(weight)};
    s.run(convolution("conv2d_bp"), both, x, weight, g);
    return both;
  }
}
