package dev.pendant.models.onnx.internal.graph;

import dev.pendant.models.ModelException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operator of the graph as the file has it.
 *
 * @param index place in the file
 * @param domain empty for ONNX's own operators
 * @param opset version of its domain
 * @param name may be empty
 * @param inputs an empty name stands for an omitted input
 * @param metadata what the exporter noted, such as the module it came from
 */
public record OnnxNode(
    int index,
    String domain,
    String type,
    int opset,
    String name,
    List<String> inputs,
    List<String> outputs,
    OnnxAttributes attributes,
    Map<String, String> metadata) {

  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Map.copyOf(metadata);
  }

  public boolean has(int input) {
    return input < inputs.size() && !inputs.get(input).isEmpty();
  }

  public OnnxNode withInputs(List<String> others) {
    return new OnnxNode(index, domain, type, opset, name, others, outputs, attributes, metadata);
  }

  /** For messages: name, else first output, else place in the file. */
  public String label() {
    if (!name.isEmpty()) {
      return "'" + name + "'";
    }
    return outputs.isEmpty() ? "node " + index : "the one that makes '" + outputs.get(0) + "'";
  }

  /** An error that says which node it is about. */
  public ModelException refuse(String why) {
    return refuse(why, null);
  }

  public ModelException refuse(String why, @Nullable Throwable cause) {
    return new ModelException(type + " (opset " + opset + "), " + label() + ": " + why, cause);
  }
}
