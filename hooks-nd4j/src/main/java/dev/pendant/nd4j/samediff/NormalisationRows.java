package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Normalisations, in inference. */
final class NormalisationRows {

  /** ND4J divides by the deviation and makes what is 0 / 0 a 0; this is far below float32. */
  private static final double TINY = 1e-30;

  private NormalisationRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "batchnorm", NormalisationRows::batchNorm,
        "layer_norm", NormalisationRows::layerNorm,
        "standardize", NormalisationRows::standardize);
  }

  private static Kernel batchNorm(OpSetup op) {
    boolean scaled = op.integer(0, 0) != 0;
    boolean shifted = op.integer(1, 0) != 0;
    if (op.integers().length > 3) {
      throw op.refuse("normalises over several axes, supported is one");
    }
    int axis = op.integer(2, -1);
    Op.BatchNorm norm = new Op.BatchNorm(op.number(0, 1e-5), false);
    op.statistics(1);
    op.statistics(2);
    return operands -> {
      Tensor mean = operands.get(1).reshape(-1);
      Tensor variance = operands.get(2).reshape(-1);
      Spec channels = mean.spec();
      int next = 3;
      Tensor weight =
          scaled ? operands.get(next++).reshape(-1) : Tensor.full(mean.backend(), channels, 1);
      Tensor bias =
          shifted ? operands.get(next).reshape(-1) : Tensor.full(mean.backend(), channels, 0);
      Tensor x = operands.get(0);
      return List.of(
          withAxisSecond(x, axis, y -> Operators.apply(norm, y, weight, bias, mean, variance)));
    };
  }

  private static Tensor withAxisSecond(
      Tensor x, int axis, java.util.function.UnaryOperator<Tensor> function) {
    int rank = x.shape().rank();
    int from = axis < 0 ? axis + rank : axis;
    if (from == 1) {
      return function.apply(x);
    }
    List<Integer> forth = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      forth.add(i);
    }
    forth.remove((Integer) from);
    forth.add(1, from);
    List<Integer> back = new ArrayList<>(Collections.nCopies(rank, 0));
    for (int i = 0; i < rank; i++) {
      back.set(forth.get(i), i);
    }
    return Operators.apply(
        new Op.Permute(back), function.apply(Operators.apply(new Op.Permute(forth), x)));
  }

  private static Kernel layerNorm(OpSetup op) {
    List<Integer> axes = OpSetup.ints(op.integers());
    boolean channelsFirst = op.flag(0, false);
    return operands -> {
      Tensor x = operands.get(0);
      long[] along = new long[x.shape().rank()];
      Arrays.fill(along, 1);
      along[channelsFirst ? 1 : along.length - 1] = -1;
      Tensor y = standardized(x, axes).mul(operands.get(1).reshape(along));
      return List.of(operands.size() > 2 ? y.add(operands.get(2).reshape(along)) : y);
    };
  }

  private static Kernel standardize(OpSetup op) {
    List<Integer> axes = OpSetup.ints(op.integers());
    return Kernel.unary(x -> standardized(x, axes));
  }

  private static Tensor standardized(Tensor x, List<Integer> axes) {
    Op.Mean mean = new Op.Mean(axes, true);
    Tensor centred = x.sub(Operators.apply(mean, x));
    Tensor variance = Operators.apply(mean, ArithmeticRows.square(centred));
    return centred.div(variance.add(TINY).sqrt());
  }
}
