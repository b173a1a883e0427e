package dev.pendant.internal;

import dev.pendant.internal.RecordedVjp.Call;
import dev.pendant.internal.RecordedVjp.Row;
import dev.pendant.op.Op;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Gradients of matrix products and of softmax, in operators. */
final class RecordedProducts {

  private RecordedProducts() {}

  static void addTo(Map<Class<? extends Op>, Row<? extends Op>> rows) {
    rows.put(
        Op.MatMul.class,
        (Row<Op.MatMul>)
            op ->
                List.of(
                    c ->
                        RecordedVjp.sumTo(
                            c.gradient().matmul(transposed(c.input(1))), c.input(0).shape()),
                    c ->
                        RecordedVjp.sumTo(
                            transposed(c.input(0)).matmul(c.gradient()), c.input(1).shape())));
    rows.put(
        Op.Linear.class,
        (Row<Op.Linear>)
            op ->
                List.of(
                    c -> rows(c.gradient()).matmul(c.input(1)).reshape(c.x().shape().toArray()),
                    c -> transposed(rows(c.gradient())).matmul(rows(c.x())),
                    c -> rows(c.gradient()).sum(0)));
    rows.put(Op.Softmax.class, (Row<Op.Softmax>) op -> List.of(c -> softmax(c, op.axis())));
    rows.put(
        Op.LogSoftmax.class, (Row<Op.LogSoftmax>) op -> List.of(c -> logSoftmax(c, op.axis())));
  }

  private static Tensor transposed(Tensor matrices) {
    int rank = matrices.shape().rank();
    Integer[] axes = IntStream.range(0, rank).boxed().toArray(Integer[]::new);
    axes[rank - 1] = rank - 2;
    axes[rank - 2] = rank - 1;
    return matrices.permute(axes);
  }

  private static Tensor rows(Tensor x) {
    return x.reshape(-1, x.shape().get(-1));
  }

  private static Tensor softmax(Call c, int axis) {
    Tensor weighted = c.gradient().mul(c.output());
    return weighted.sub(c.output().mul(kept(weighted, axis)));
  }

  private static Tensor logSoftmax(Call c, int axis) {
    return c.gradient().sub(c.output().exp().mul(kept(c.gradient(), axis)));
  }

  /** The sum over an axis, which stays. */
  private static Tensor kept(Tensor x, int axis) {
    return x.sum(axis).reshape(x.shape().with(axis, 1).toArray());
  }
}
