package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A tensor seen as rows, and the rows that tuples of indices name.
 *
 * @param count of all rows
 * @param tail shape of a row
 * @param rows one per tuple
 */
public record Tuples(long count, Shape tail, long[] rows) {

  /**
   * @param indices [..., axes named]
   * @param batch leading axes that data and indices share
   */
  public static Tuples of(Shape data, HostArray indices, int batch) {
    Shape shape = indices.shape();
    if (shape.rank() < 1 || batch < 0 || batch >= shape.rank() || batch > data.rank()) {
      throw new ModelException("indices of shape " + shape + " do not fit " + data);
    }
    int depth = shape.getInt(-1);
    if (depth < 1 || batch + depth > data.rank()) {
      throw new ModelException(
          "indices name " + depth + " axes, " + data + " has " + (data.rank() - batch));
    }
    long batches = product(data, batch);
    if (batches != product(shape, batch)) {
      throw new ModelException("indices of shape " + shape + " do not fit the batch of " + data);
    }
    long[] all = indices.integers();
    long[] rows = new long[all.length / depth];
    long perBatch = Math.max(1, rows.length / Math.max(1, batches));
    for (int i = 0; i < rows.length; i++) {
      long row = batch == 0 ? 0 : i / perBatch;
      for (int j = 0; j < depth; j++) {
        long extent = data.get(batch + j);
        long index = all[i * depth + j];
        if (index < -extent || index >= extent) {
          throw new ModelException("index " + index + " is outside an extent of " + extent);
        }
        row = row * extent + (index < 0 ? index + extent : index);
      }
      rows[i] = row;
    }
    long[] tail = data.stream().skip(batch + depth).toArray();
    return new Tuples(product(data, batch + depth), Shape.of(tail), rows);
  }

  private static long product(Shape shape, int axes) {
    return shape.stream().limit(axes).reduce(1, Math::multiplyExact);
  }

  /** Shape of what the tuples of such indices pick. */
  public Shape picked(Shape indices) {
    long[] lead = indices.toArray();
    long[] end = tail.toArray();
    long[] out = Arrays.copyOf(lead, lead.length - 1 + end.length);
    System.arraycopy(end, 0, out, lead.length - 1, end.length);
    return Shape.of(out);
  }

  /** For each row where it comes from after writing: its own number, or count + tuple. */
  public long[] written() {
    long[] sources = LongStream.range(0, count).toArray();
    for (int i = 0; i < rows.length; i++) {
      sources[Math.toIntExact(rows[i])] = count + i;
    }
    return sources;
  }
}
