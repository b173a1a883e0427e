package dev.pendant.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Products of matrices and of stacks of matrices. */
final class Matrices {

  private Matrices() {}

  /** All but the last axis as rows of one matrix; a view. */
  static INDArray rows(INDArray x) {
    long columns = x.size(x.rank() - 1);
    return Extents.view(x, Extents.product(x.shape(), 0, x.rank() - 1), columns);
  }

  /** As {@link dev.pendant.op.Op.MatMul}; a single right matrix serves all left ones at once. */
  static INDArray product(Scratch s, INDArray a, INDArray b) {
    if (b.rank() == 2) {
      INDArray y = multiply(s, rows(a), false, b, false);
      return Extents.view(y, Extents.with(a.shape(), a.rank() - 1, b.size(1)));
    }
    return batched(s, a, false, b, false);
  }

  /** Two matrices, each perhaps transposed. */
  static INDArray multiply(Scratch s, INDArray a, boolean aT, INDArray b, boolean bT) {
    long[] shape = {a.size(aT ? 1 : 0), b.size(bT ? 0 : 1)};
    return s.call(call(aT, bT), shape, a, b);
  }

  /** Stacks of matrices; leading axes broadcast, which the native operator does not do itself. */
  static INDArray batched(Scratch s, INDArray a, boolean aT, INDArray b, boolean bT) {
    long[] batch = Extents.broadcast(stack(a), stack(b));
    int rank = batch.length;
    long[] shape = batch.clone();
    shape[rank - 2] = a.size(a.rank() - (aT ? 1 : 2));
    shape[rank - 1] = b.size(b.rank() - (bT ? 2 : 1));
    return s.call(call(aT, bT), shape, spread(s, a, batch), spread(s, b, batch));
  }

  private static NativeCall call(boolean aT, boolean bT) {
    return NativeCall.of("matmul").integers(aT ? 1 : 0, bT ? 1 : 0, 0);
  }

  private static long[] stack(INDArray x) {
    return Extents.with(Extents.with(x.shape(), x.rank() - 1, 1), x.rank() - 2, 1);
  }

  private static INDArray spread(Scratch s, INDArray x, long[] batch) {
    long[] shape = batch.clone();
    shape[batch.length - 2] = x.size(x.rank() - 2);
    shape[batch.length - 1] = x.size(x.rank() - 1);
    return Layout.expand(s, x, shape);
  }
}
