package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.host.HostOperators;
import dev.pendant.models.onnx.internal.host.Tuples;
import dev.pendant.tensor.Tensor;
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

  private static Kernel gather(NodeSetup node) {
    int batch = Math.toIntExact(node.attributes().integer("batch_dims", 0));
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          HostArray indices = HostOperators.input(arrays.apply(frame), 1);
          Tuples tuples = Tuples.of(x.shape(), indices, batch);
          Tensor rows = x.reshape(tuples.count(), tuples.tail().elements());
          return Pieces.shaped(Pieces.pick(rows, 0, tuples.rows()), tuples.picked(indices.shape()));
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
          long width = tuples.tail().elements();
          Tensor both =
              Pieces.joined(
                  0,
                  List.of(
                      x.reshape(tuples.count(), width),
                      updates.in(frame).reshape(tuples.rows().length, width)));
          return Pieces.shaped(Pieces.pick(both, 0, tuples.written()), x.shape());
        });
  }
}
