package dev.pendant.op;

import dev.pendant.op.Windows.Axis;
import dev.pendant.tensor.Shape;
import java.util.List;

/** Shape rules of convolutions: x [n, c, ...], a weight of the same rank, optional bias. */
final class ConvolutionRules {

  private ConvolutionRules() {}

  static Shape convolved(Operands in, Op.Conv2d op) {
    ranks(in, 4);
    Shape weight = in.shape(1);
    Size kernel = new Size(weight.getInt(2), weight.getInt(3));
    return convolved(
        in, op.groups(), Windows.axes(kernel, op.stride(), op.padding(), op.dilation()));
  }

  static Shape convolved(Operands in, Op.Conv3d op) {
    ranks(in, 5);
    Shape weight = in.shape(1);
    Size3d kernel = new Size3d(weight.getInt(2), weight.getInt(3), weight.getInt(4));
    return convolved(
        in, op.groups(), Windows.axes(kernel, op.stride(), op.padding(), op.dilation()));
  }

  private static Shape convolved(Operands in, int groups, List<Axis> axes) {
    Shape x = in.shape(0);
    Shape weight = in.shape(1);
    in.check(groups >= 1, "groups must be 1 or more, is " + groups);
    in.check(
        x.get(1) == weight.get(1) * groups,
        "input has "
            + x.get(1)
            + " channels, weight with groups="
            + groups
            + " expects "
            + weight.get(1) * groups);
    divides(in, weight.get(0), "output", groups);
    ShapeRules.bias(in, 2, weight.get(0));
    return Windows.slid(in, weight.get(0), axes);
  }

  static Shape transposed(Operands in, Op.ConvTranspose2d op) {
    ranks(in, 4);
    Shape x = in.shape(0);
    Shape weight = in.shape(1);
    in.check(op.groups() >= 1, "groups must be 1 or more, is " + op.groups());
    in.check(
        x.get(1) == weight.get(0),
        "input has " + x.get(1) + " channels, weight expects " + weight.get(0));
    divides(in, weight.get(0), "input", op.groups());
    long channels = weight.get(1) * op.groups();
    ShapeRules.bias(in, 2, channels);
    Size kernel = new Size(weight.getInt(2), weight.getInt(3));
    List<Axis> axes = Windows.axes(kernel, op.stride(), op.padding(), op.dilation());
    return x.with(1, channels)
        .with(2, enlarged(in, x.get(2), axes.get(0), op.outputPadding().height()))
        .with(3, enlarged(in, x.get(3), axes.get(1), op.outputPadding().width()));
  }

  private static long enlarged(Operands in, long size, Axis axis, int outputPadding) {
    axis.check(in);
    in.check(
        outputPadding >= 0 && outputPadding < Math.max(axis.stride(), axis.dilation()),
        "output padding must be smaller than stride or dilation, is "
            + outputPadding
            + " with "
            + axis.stride()
            + " and "
            + axis.dilation());
    long extent =
        (size - 1) * axis.stride() + axis.span() + outputPadding - axis.before() - axis.after();
    in.check(
        size >= 1 && extent >= 1,
        "an extent of " + size + " would become " + extent + "; take less padding");
    return extent;
  }

  private static void ranks(Operands in, int rank) {
    in.rank(0, rank);
    in.rank(1, rank);
  }

  private static void divides(Operands in, long channels, String which, int groups) {
    in.check(
        channels % groups == 0,
        channels + " " + which + " channels do not divide into " + groups + " groups");
  }
}
