package dev.pendant.cam.method;

import dev.pendant.op.Op;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * Which operators may be run on several copies of a batch laid end to end along axis 0. They must
 * keep that axis outermost and must not mix along it; then the result is the copies' results end to
 * end. Rows of an axis 0 that also holds something else (windows, heads) stay together, as copies
 * are outside of all that.
 */
final class RowRules {

  private RowRules() {}

  /**
   * @param variable which inputs come from the activation, the others being the same for all copies
   */
  static boolean keepsRowsApart(Op op, List<Spec> inputs, boolean[] variable) {
    Shape x = inputs.get(0).shape();
    if (op instanceof Op.Binary) {
      return aligned(op, inputs, variable, 1);
    }
    if (op instanceof Op.MatMul) {
      boolean matrix = variable[0] && !variable[1] && x.rank() == 2;
      return matrix ? inputs.get(1).shape().rank() == 2 : aligned(op, inputs, variable, 3);
    }
    if (op instanceof Op.Concat concat) {
      return concat.axis() != 0;
    }
    for (int i = 1; i < variable.length; i++) {
      if (variable[i]) {
        return false; // weights computed from the activation
      }
    }
    return x.rank() >= 1 && alone(op, x);
  }

  private static boolean alone(Op op, Shape x) {
    if (op instanceof Op.Softmax softmax) {
      return softmax.axis() != 0;
    }
    if (op instanceof Op.LogSoftmax softmax) {
      return softmax.axis() != 0;
    }
    if (op instanceof Op.Reduction reduction) {
      return !reduction.axes().contains(0);
    }
    if (op instanceof Op.Reshape reshape) {
      return !reshape.shape().isEmpty();
    }
    if (op instanceof Op.Permute permute) {
      return permute.axes().get(0) == 0;
    }
    if (op instanceof Op.Slice slice) {
      return !slice.axes().contains(0);
    }
    if (op instanceof Op.Gather gather) {
      return gather.axis() != 0;
    }
    if (op instanceof Op.Expand expand) {
      return expand.shape().size() == x.rank() && expand.shape().get(0) == x.get(0);
    }
    if (op instanceof Op.LayerNorm norm) {
      return !norm.axes().contains(0);
    }
    if (op instanceof Op.BatchNorm norm) {
      return !norm.training();
    }
    return op instanceof Op.Unary
        || (op instanceof Op.Linear && x.rank() >= 2)
        || op instanceof Op.Conv2d
        || op instanceof Op.Conv3d
        || op instanceof Op.ConvTranspose2d
        || op instanceof Op.MaxPool2d
        || op instanceof Op.MaxPool3d
        || op instanceof Op.AvgPool2d
        || op instanceof Op.AvgPool3d
        || op instanceof Op.AdaptiveAvgPool2d
        || op instanceof Op.Pad
        || op instanceof Op.Interpolate;
  }

  /** Every input that changes has its axis 0 where the output has it. */
  private static boolean aligned(Op op, List<Spec> inputs, boolean[] variable, int leastRank) {
    Shape out = op.output(inputs).shape();
    if (out.rank() < leastRank || out.rank() == 0) {
      return false;
    }
    for (int i = 0; i < variable.length; i++) {
      Shape in = inputs.get(i).shape();
      if (variable[i] && (in.rank() != out.rank() || in.get(0) != out.get(0))) {
        return false;
      }
    }
    return true;
  }

  /** Whether an input that stays the same has a row for each of the output's, to be repeated. */
  static boolean goesWithRows(Op op, List<Spec> inputs, int input) {
    Shape in = inputs.get(input).shape();
    if (op instanceof Op.Concat) {
      return true;
    }
    boolean broadcasts =
        op instanceof Op.Binary
            || (op instanceof Op.MatMul && op.output(inputs).shape().rank() > 2);
    return broadcasts && in.rank() == op.output(inputs).shape().rank() && in.get(0) > 1;
  }

  /** The operator for so many copies: shapes written out in it grow along axis 0. */
  static Op scaled(Op op, int copies) {
    if (op instanceof Op.Reshape reshape) {
      return new Op.Reshape(scaled(reshape.shape(), copies));
    }
    if (op instanceof Op.Expand expand) {
      return new Op.Expand(scaled(expand.shape(), copies));
    }
    return op;
  }

  private static List<Long> scaled(List<Long> shape, int copies) {
    List<Long> longer = new ArrayList<>(shape);
    longer.set(0, longer.get(0) * copies);
    return longer;
  }
}
