package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.sum;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution. The native operator knows neither groups nor unequal padding: groups are convolved
 * one by one (measured faster than ND4J's depthwise operator too), unequal padding is added first.
 */
final class ConvolutionRows {

  private ConvolutionRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(
            Op.Conv2d.class,
            op -> new Kernel((s, in) -> forward(s, op, in), (s, p) -> gradients(s, op, p)))
        .row(
            Op.Conv3d.class,
            op ->
                new Kernel(
                    (s, in) -> new VolumeConvolution(op).forward(s, in),
                    (s, p) -> new VolumeConvolution(op).gradients(s, p)))
        .row(Op.ConvTranspose2d.class, TransposedConvolution::of);
  }

  static INDArray forward(Scratch s, Op.Conv2d op, List<INDArray> in) {
    INDArray x = border(op).around(s, in.get(0), 0);
    INDArray weight = in.get(1);
    if (op.groups() == 1) {
      return Window.of(op, weight).convolve(s, x, weight, in.size() == 3 ? in.get(2) : null);
    }
    INDArray y = grouped(s, op, x, weight);
    return in.size() == 3 ? add(s, y, Extents.view(in.get(2), 1, weight.size(0), 1, 1)) : y;
  }

  private static INDArray grouped(Scratch s, Op.Conv2d op, INDArray x, INDArray weight) {
    List<INDArray> parts = new ArrayList<>();
    for (int group = 0; group < op.groups(); group++) {
      INDArray mine = part(s, weight, 0, group, op.groups());
      parts.add(Window.of(op, weight).convolve(s, part(s, x, 1, group, op.groups()), mine, null));
    }
    return Layout.concat(s, parts, 1);
  }

  /** One group's share of an axis. */
  static INDArray part(Scratch s, INDArray x, int axis, int group, int groups) {
    long length = x.size(axis) / groups;
    return Layout.part(s, x, axis, group * length, length);
  }

  static @Nullable INDArray[] gradients(Scratch s, Op.Conv2d op, Pullback p) {
    INDArray bias = p.wants(2) ? Extents.view(sum(s, p.g(), 0, 2, 3), p.input(1).size(0)) : null;
    if (!p.wants(0) && !p.wants(1)) {
      return new @Nullable INDArray[] {null, null, bias};
    }
    INDArray weight = p.input(1);
    INDArray x = border(op).around(s, p.x(), 0);
    INDArray[] both =
        op.groups() == 1
            ? Window.of(op, weight).convolveBack(s, x, weight, p.g())
            : groupedBack(s, op, x, p);
    return new @Nullable INDArray[] {border(op).reversed().around(s, both[0], 0), both[1], bias};
  }

  private static INDArray[] groupedBack(Scratch s, Op.Conv2d op, INDArray x, Pullback p) {
    List<INDArray> inputs = new ArrayList<>();
    List<INDArray> weights = new ArrayList<>();
    for (int group = 0; group < op.groups(); group++) {
      INDArray mine = part(s, p.input(1), 0, group, op.groups());
      INDArray[] both =
          Window.of(op, mine)
              .convolveBack(
                  s,
                  part(s, x, 1, group, op.groups()),
                  mine,
                  part(s, p.g(), 1, group, op.groups()));
      inputs.add(both[0]);
      weights.add(both[1]);
    }
    return new INDArray[] {Layout.concat(s, inputs, 1), Layout.concat(s, weights, 0)};
  }

  /** The padding to add first: all of it where it is unequal, else none. */
  private static Border border(Op.Conv2d op) {
    return op.padding().isSymmetric() ? Border.NONE : Border.of(op.padding());
  }
}
