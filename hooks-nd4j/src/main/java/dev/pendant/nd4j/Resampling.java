package dev.pendant.nd4j;

import dev.pendant.op.ResamplingMatrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pictures at another size, where each output row is a fixed mix of input rows and likewise for
 * columns: {@code rows * x * columns^T} for every channel. Right in both directions by
 * construction, which ND4J's resizing operators are not.
 */
record Resampling(ResamplingMatrix rows, ResamplingMatrix columns) implements PoolingRows.Pool {

  @Override
  public INDArray forward(Scratch s, INDArray x) {
    INDArray wide =
        Matrices.multiply(s, Matrices.rows(x), false, matrix(s, columns, x.dataType()), true);
    long channels = x.size(0) * x.size(1);
    INDArray stack = Extents.view(wide, channels, x.size(2), columns.outputs());
    INDArray y = Matrices.batched(s, oneOf(matrix(s, rows, x.dataType())), false, stack, false);
    return Extents.view(y, x.size(0), x.size(1), rows.outputs(), columns.outputs());
  }

  @Override
  public INDArray back(Scratch s, INDArray x, INDArray g) {
    INDArray wide =
        Matrices.multiply(s, Matrices.rows(g), false, matrix(s, columns, g.dataType()), false);
    long channels = x.size(0) * x.size(1);
    INDArray stack = Extents.view(wide, channels, rows.outputs(), x.size(3));
    INDArray y = Matrices.batched(s, oneOf(matrix(s, rows, g.dataType())), true, stack, false);
    return Extents.view(y, x.shape());
  }

  private static INDArray matrix(Scratch s, ResamplingMatrix matrix, DataType type) {
    return s.values(type, matrix.toArray(), matrix.outputs(), matrix.inputs());
  }

  /** A stack of one matrix. */
  private static INDArray oneOf(INDArray matrix) {
    return Extents.view(matrix, 1, matrix.size(0), matrix.size(1));
  }
}
