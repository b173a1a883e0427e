package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows that read or write at places named by tuples of indices. */
final class ScatterRows {

  private ScatterRows() {}

  static Map<String, Row> rows() {
    return Map.of("GatherND", ScatterRows::gather, "ScatterND", ScatterRows::scatter);
  }

  /**
   * A view of a tensor as rows, and the rows that tuples name.
   *
   * @param count of all rows
   * @param tail shape of a row
   * @param rows one per tuple
   */
  private record Tuples(long count, Shape tail, long[] rows) {

    /**
     * @param batch leading axes that data and indices share
     */
    static Tuples of(Shape data, HostArray indices, int batch) {
      Shape shape = indices.shape();
      if (shape.rank() < 1 || batch < 0 || batch >= shape.rank() || batch > data.rank()) {
        throw new ModelException("indices of shape " + shape + " do not fit " + data);
      }
      int depth = shape.getInt(-1);
      if (depth < 1 || batch + depth > data.rank()) {
        throw new ModelException(
            "indices name " + depth + " axes, " + data + " has " + (data.rank() - batch));
      }
      long batches = product(data, 0, batch);
      if (batches != product(shape, 0, batch)) {
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
      return new Tuples(product(data, 0, batch + depth), tail(data, batch + depth), rows);
    }

    private static Shape tail(Shape shape, int from) {
      return Shape.of(shape.stream().skip(from).toArray());
    }

    private static long product(Shape shape, int from, int to) {
      long product = 1;
      for (int i = from; i < to; i++) {
        product *= shape.get(i);
      }
      return product;
    }

    /** The tensor with all rows along the first axis. */
    Tensor asRows(Tensor x, long rows) {
      return x.reshape(rows, tail.elements());
    }
  }

  private static Kernel gather(NodeSetup node) {
    int batch = Math.toIntExact(node.attributes().integer("batch_dims", 0));
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          HostArray indices = HostOperators.input(arrays.apply(frame), 1);
          Tuples tuples = Tuples.of(x.shape(), indices, batch);
          Tensor picked = Pieces.pick(tuples.asRows(x, tuples.count), 0, tuples.rows);
          long[] lead = indices.shape().toArray();
          long[] tail = tuples.tail.toArray();
          long[] out = Arrays.copyOf(lead, lead.length - 1 + tail.length);
          System.arraycopy(tail, 0, out, lead.length - 1, tail.length);
          return picked.reshape(out);
        });
  }

  /** Every row of the output is one of the data or one of the updates: a pick from both. */
  private static Kernel scatter(NodeSetup node) {
    String reduction = node.attributes().text("reduction", "none");
    node.check(reduction.equals("none"), "reduction is " + reduction + ", only none is supported");
    Operand operand = node.x();
    Operand updates = node.tensor(2, "updates");
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1, 2);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          HostArray indices = HostOperators.input(arrays.apply(frame), 1);
          Tuples tuples = Tuples.of(x.shape(), indices, 0);
          long[] picked = Pieces.counted(tuples.count);
          for (int i = 0; i < tuples.rows.length; i++) {
            picked[Math.toIntExact(tuples.rows[i])] = tuples.count + i;
          }
          Tensor both =
              Pieces.joined(
                  0,
                  List.of(
                      tuples.asRows(x, tuples.count),
                      tuples.asRows(updates.in(frame), tuples.rows.length)));
          return Pieces.shaped(Pieces.pick(both, 0, picked), x.shape());
        });
  }
}
