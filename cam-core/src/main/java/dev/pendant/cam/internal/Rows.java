package dev.pendant.cam.internal;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.stream.LongStream;

/** Batches laid end to end. */
public final class Rows {

  private Rows() {}

  /** Some copies of a batch, [copies * n, ...]; recorded if the batch is. */
  public static Tensor repeated(Tensor batch, int copies) {
    long[] shape = batch.shape().toArray();
    long[] all = LongStream.concat(LongStream.of(copies), LongStream.of(shape)).toArray();
    Op expand = new Op.Expand(LongStream.of(all).boxed().toList());
    return Operators.apply(expand, batch)
        .reshape(batch.shape().with(0, copies * shape[0]).toArray());
  }
}
