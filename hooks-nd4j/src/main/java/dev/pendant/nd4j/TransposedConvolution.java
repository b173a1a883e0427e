package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.sum;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Transposed convolution as the gradient of the convolution that undoes it. Computed without
 * padding, which is cropped off afterwards; output padding is added in the same step.
 */
record TransposedConvolution(Op.ConvTranspose2d op, Window window, Border border) {

  static Kernel of(Op.ConvTranspose2d op) {
    return new Kernel(
        (s, in) -> of(op, in.get(1)).forward(s, in), (s, p) -> of(op, p.input(1)).gradients(s, p));
  }

  private static TransposedConvolution of(Op.ConvTranspose2d op, INDArray weight) {
    Size kernel = new Size((int) weight.size(2), (int) weight.size(3));
    Padding by = op.padding();
    return new TransposedConvolution(
        op,
        Window.of(kernel, op.stride(), Padding.NONE, op.dilation()),
        new Border(
            -by.top(),
            -by.left(),
            op.outputPadding().height() - by.bottom(),
            op.outputPadding().width() - by.right()));
  }

  private INDArray forward(Scratch s, List<INDArray> in) {
    INDArray x = in.get(0);
    INDArray weight = in.get(1);
    List<INDArray> parts = new ArrayList<>();
    for (int group = 0; group < op.groups(); group++) {
      INDArray mine = part(s, weight, 0, group);
      parts.add(window.transposed(s, part(s, x, 1, group), mine, full(x, mine)));
    }
    INDArray y = border.around(s, Layout.concat(s, parts, 1), 0);
    return in.size() == 3 ? add(s, y, Extents.view(in.get(2), 1, y.size(1), 1, 1)) : y;
  }

  /** The output's shape before the border. */
  private long[] full(INDArray x, INDArray weight) {
    Size stride = op.stride();
    Size dilation = op.dilation();
    return new long[] {
      x.size(0),
      weight.size(1),
      (x.size(2) - 1) * stride.height() + dilation.height() * (weight.size(2) - 1) + 1,
      (x.size(3) - 1) * stride.width() + dilation.width() * (weight.size(3) - 1) + 1
    };
  }

  private @Nullable INDArray[] gradients(Scratch s, Pullback p) {
    INDArray bias = p.wants(2) ? Extents.view(sum(s, p.g(), 0, 2, 3), p.g().size(1)) : null;
    INDArray g = border.reversed().around(s, p.g(), 0);
    List<INDArray> inputs = new ArrayList<>();
    List<INDArray> weights = new ArrayList<>();
    for (int group = 0; group < op.groups(); group++) {
      INDArray mine = part(s, p.input(1), 0, group);
      INDArray out = part(s, g, 1, group);
      if (p.wants(0)) {
        inputs.add(window.convolve(s, out, mine, null));
      }
      if (p.wants(1)) {
        weights.add(window.convolveBack(s, out, mine, part(s, p.x(), 1, group))[1]);
      }
    }
    return new @Nullable INDArray[] {
      p.wants(0) ? Layout.concat(s, inputs, 1) : null,
      p.wants(1) ? Layout.concat(s, weights, 0) : null,
      bias
    };
  }

  private INDArray part(Scratch s, INDArray x, int axis, int group) {
    return op.groups() == 1 ? x : ConvolutionRows.part(s, x, axis, group, op.groups());
  }
}
