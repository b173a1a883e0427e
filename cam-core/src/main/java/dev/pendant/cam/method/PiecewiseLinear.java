package dev.pendant.cam.method;

import dev.pendant.op.Op;

/** Which operators have no curvature, apart from kinks. */
final class PiecewiseLinear {

  private PiecewiseLinear() {}

  /**
   * @param variables how many of its inputs are not constant
   */
  static boolean is(Op op, int variables) {
    if (op instanceof Op.Mul
        || op instanceof Op.MatMul
        || op instanceof Op.Conv2d
        || op instanceof Op.Conv3d
        || op instanceof Op.Linear) {
      return variables == 1;
    }
    if (op instanceof Op.BatchNorm norm) {
      return !norm.training() && variables == 1;
    }
    return op instanceof Op.Add
        || op instanceof Op.Sub
        || op instanceof Op.Maximum
        || op instanceof Op.Minimum
        || op instanceof Op.Neg
        || op instanceof Op.Abs
        || op instanceof Op.Relu
        || op instanceof Op.LeakyRelu
        || op instanceof Op.Clamp
        || op instanceof Op.HardSigmoid
        || op instanceof Op.Sum
        || op instanceof Op.Mean
        || op instanceof Op.Max
        || op instanceof Op.Reshape
        || op instanceof Op.Permute
        || op instanceof Op.Concat
        || op instanceof Op.Slice
        || op instanceof Op.Gather
        || op instanceof Op.Expand
        || op instanceof Op.Pad
        || op instanceof Op.MaxPool2d
        || op instanceof Op.MaxPool3d
        || op instanceof Op.AvgPool2d
        || op instanceof Op.AvgPool3d
        || op instanceof Op.AdaptiveAvgPool2d
        || op instanceof Op.Interpolate;
  }
}
