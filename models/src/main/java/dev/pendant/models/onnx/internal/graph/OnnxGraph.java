package dev.pendant.models.onnx.internal.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model file's content, free of protobuf.
 *
 * @param nodes in file order, which is checked to be an order of execution
 * @param inputs without those that are initializers
 * @param opset version of ONNX's own operators
 * @param producer name and version of the exporter, may be empty
 */
public record OnnxGraph(
    List<OnnxNode> nodes,
    Map<String, HostArray> initializers,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs,
    int opset,
    String producer) {

  public OnnxGraph {
    nodes = List.copyOf(nodes);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public List<String> inputNames() {
    return inputs.stream().map(OnnxValue::name).toList();
  }

  public List<String> outputNames() {
    return outputs.stream().map(OnnxValue::name).toList();
  }
}
