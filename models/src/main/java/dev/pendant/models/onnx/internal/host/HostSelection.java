package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of {@link HostOperators} that read or write at places named by tuples of indices. */
final class HostSelection {

  private HostSelection() {}

  static Map<String, HostOperator> rows() {
    return Map.of("GatherND", HostSelection::gather, "ScatterND", HostSelection::scatter);
  }

  private static HostArray gather(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray data = HostOperators.first(inputs);
    HostArray indices = HostOperators.input(inputs, 1);
    int batch = Math.toIntExact(attributes.integer("batch_dims", 0));
    Tuples tuples = Tuples.of(data.shape(), indices, batch);
    int width = (int) tuples.tail().elements();
    return data.pick(
        tuples.picked(indices.shape()), i -> (int) tuples.rows()[i / width] * width + i % width);
  }

  private static HostArray scatter(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray data = HostOperators.first(inputs);
    HostArray updates = HostOperators.input(inputs, 2);
    if (!attributes.text("reduction", "none").equals("none")) {
      throw new ModelException("only the reduction 'none' is supported");
    }
    Tuples tuples = Tuples.of(data.shape(), HostOperators.input(inputs, 1), 0);
    int width = (int) tuples.tail().elements();
    if (updates.type() != data.type() || updates.size() != tuples.rows().length * width) {
      throw new ModelException("does not write " + updates + " into " + data);
    }
    long[] sources = tuples.written();
    int count = (int) tuples.count();
    Shape shape = data.shape();
    return data.type().isFloating()
        ? HostArray.numbers(
            data.type(),
            shape,
            i -> {
              int row = (int) sources[i / width];
              return row < count
                  ? data.number(i)
                  : updates.number((row - count) * width + i % width);
            })
        : HostArray.integers(
            data.type(),
            shape,
            i -> {
              int row = (int) sources[i / width];
              return row < count
                  ? data.integer(i)
                  : updates.integer((row - count) * width + i % width);
            });
  }
}
