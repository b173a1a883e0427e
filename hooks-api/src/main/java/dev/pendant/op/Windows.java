package dev.pendant.op;

import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;

/** Output extents of sliding windows, as PyTorch counts them. */
final class Windows {

  private Windows() {}

  /** A window along one axis of the picture, with the padding on both sides of the picture. */
  record Axis(int kernel, int stride, int before, int after, int dilation) {

    /** From its first place to its last. */
    long span() {
      return (long) dilation * (kernel - 1) + 1;
    }

    void check(Operands in) {
      in.check(kernel >= 1, "kernel must be 1 or more along every axis, is " + kernel);
      in.check(stride >= 1, "stride must be 1 or more along every axis, is " + stride);
      in.check(dilation >= 1, "dilation must be 1 or more along every axis, is " + dilation);
      in.check(
          before >= 0 && after >= 0,
          "padding must not be negative, is " + before + " and " + after + " along one axis");
    }

    long steps(Operands in, long size, boolean ceil) {
      check(in);
      long room = size + before + after - span();
      in.check(
          room >= 0,
          "window of "
              + span()
              + " does not fit into "
              + size
              + " + padding "
              + before
              + " + "
              + after);
      long steps = ceil ? (room + stride - 1) / stride : room / stride;
      // A last window that would start in the padding after the input is left out.
      if (ceil && steps * stride >= size + before) {
        steps--;
      }
      return steps + 1;
    }
  }

  static List<Axis> axes(Size kernel, Size stride, Padding padding, Size dilation) {
    return List.of(
        new Axis(
            kernel.height(), stride.height(), padding.top(), padding.bottom(), dilation.height()),
        new Axis(
            kernel.width(), stride.width(), padding.left(), padding.right(), dilation.width()));
  }

  static List<Axis> axes(Size3d kernel, Size3d stride, Padding3d padding, Size3d dilation) {
    Axis depth =
        new Axis(kernel.depth(), stride.depth(), padding.front(), padding.back(), dilation.depth());
    List<Axis> picture =
        axes(kernel.picture(), stride.picture(), padding.picture(), dilation.picture());
    return List.of(depth, picture.get(0), picture.get(1));
  }

  /** The shape of input 0 after a convolution to this many channels. */
  static Shape slid(Operands in, long channels, List<Axis> axes) {
    return slid(in, channels, axes, false);
  }

  /** What pooling makes of its one input. */
  static Spec pooled(Op op, List<Spec> inputs, List<Axis> axes, boolean ceil) {
    Operands in = new Operands(op, inputs, 1, 1);
    in.rank(0, axes.size() + 2);
    for (Axis axis : axes) {
      in.check(
          Math.max(axis.before(), axis.after()) * 2L <= axis.span(),
          "padding "
              + Math.max(axis.before(), axis.after())
              + " is more than half the window of "
              + axis.span());
    }
    return new Spec(slid(in, in.shape(0).get(1), axes, ceil), in.floating());
  }

  private static Shape slid(Operands in, long channels, List<Axis> axes, boolean ceil) {
    Shape out = in.shape(0).with(1, channels);
    for (int i = 0; i < axes.size(); i++) {
      out = out.with(i + 2, axes.get(i).steps(in, in.shape(0).get(i + 2), ceil));
    }
    return out;
  }
}
