package dev.pendant.models.onnx.internal.graph;

import dev.pendant.tensor.DType;
import java.util.List;

/**
 * An input or output of the graph.
 *
 * @param type of the tensor Pendant takes; float16 in the file is float32 here
 * @param shape -1 for an extent the file leaves open; empty also where the file tells no shape
 */
public record OnnxValue(String name, DType type, List<Long> shape) {

  public static final long OPEN = -1;

  public OnnxValue {
    shape = List.copyOf(shape);
  }
}
