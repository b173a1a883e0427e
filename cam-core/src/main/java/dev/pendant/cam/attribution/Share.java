package dev.pendant.cam.attribution;

import dev.pendant.autograd.Node;
import dev.pendant.op.Op;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator does with the values that depend on what is explained. */
enum Share {
  /** Each value of the output is one of them, or a constant. */
  MOVES,

  /** The same, but which one depends on the values. */
  CHOOSES,

  /** Each is a weighted sum of them, and perhaps a constant. */
  SUMS,

  /** Each is a function of one of them. */
  BENDS,

  /** Anything else, such as a product of two of them or what is normalised by their own size. */
  MIXES;

  /**
   * @param way the nodes that depend on what is explained
   */
  static Share of(Node node, Set<Node> way) {
    if (node.kind() == Node.Kind.UNBIND) {
      return MOVES;
    }
    Op op = node.op();
    if (op instanceof Op.Softmax || op instanceof Op.LogSoftmax) {
      return MIXES;
    }
    if (op instanceof Op.Unary) {
      return op instanceof Op.Neg ? SUMS : BENDS;
    }
    if (isMove(op)) {
      return MOVES;
    }
    if (isChoice(op)) {
      return CHOOSES;
    }
    return isSum(op, node, way) ? SUMS : MIXES;
  }

  /** Whether an input of an operator depends on what is explained. */
  static boolean varies(Node node, int input, Set<Node> way) {
    Node source = node.input(input);
    return source != null && way.contains(source);
  }

  private static boolean isMove(@Nullable Op op) {
    return op instanceof Op.Reshape
        || op instanceof Op.Permute
        || op instanceof Op.Concat
        || op instanceof Op.Slice
        || op instanceof Op.Gather
        || op instanceof Op.Expand
        || op instanceof Op.Pad;
  }

  private static boolean isChoice(@Nullable Op op) {
    return op instanceof Op.MaxPool2d
        || op instanceof Op.MaxPool3d
        || op instanceof Op.Max
        || op instanceof Op.Maximum
        || op instanceof Op.Minimum
        || op instanceof Op.Where;
  }

  private static boolean isSum(@Nullable Op op, Node node, Set<Node> way) {
    if (op instanceof Op.Mul || op instanceof Op.MatMul) {
      return varies(node, 0, way) != varies(node, 1, way);
    }
    if (op instanceof Op.Div
        || op instanceof Op.Linear
        || op instanceof Op.Conv2d
        || op instanceof Op.Conv3d
        || op instanceof Op.ConvTranspose2d
        || (op instanceof Op.BatchNorm norm && !norm.training())) {
      return onlyFirstVaries(node, way);
    }
    return op instanceof Op.Add
        || op instanceof Op.Sub
        || op instanceof Op.Sum
        || op instanceof Op.Mean
        || op instanceof Op.AvgPool2d
        || op instanceof Op.AvgPool3d
        || op instanceof Op.AdaptiveAvgPool2d
        || op instanceof Op.Interpolate;
  }

  private static boolean onlyFirstVaries(Node node, Set<Node> way) {
    for (int i = 1; i < node.inputs(); i++) {
      if (varies(node, i, way)) {
        return false;
      }
    }
    return true;
  }
}
