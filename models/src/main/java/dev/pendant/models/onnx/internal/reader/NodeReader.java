package dev.pendant.models.onnx.internal.reader;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.HashMap;
import java.util.Map;

/** One node of the file. */
final class NodeReader {

  private NodeReader() {}

  static OnnxNode read(
      NodeProto proto, int index, Map<String, Integer> opsets, ExternalFiles files) {
    String domain = OnnxReader.domain(proto.getDomain());
    Map<String, String> metadata = new HashMap<>();
    for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    return new OnnxNode(
        index,
        domain,
        proto.getOpType(),
        opsets.getOrDefault(domain, 0),
        proto.getName(),
        proto.getInputList(),
        proto.getOutputList(),
        attributes(proto, files),
        metadata);
  }

  /**
   * Attributes of kinds that no supported operator has (subgraphs, sparse tensors) are left out.
   */
  private static OnnxAttributes attributes(NodeProto node, ExternalFiles files) {
    Map<String, Object> values = new HashMap<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      String name = attribute.getName();
      if (!attribute.getRefAttrName().isEmpty()) {
        throw new ModelException(
            "attribute '"
                + name
                + "' of "
                + node.getOpType()
                + " refers to a function's argument"
                + " outside any function; the file is damaged");
      }
      switch (attribute.getType()) {
        case INT -> values.put(name, attribute.getI());
        case FLOAT -> values.put(name, attribute.getF());
        case STRING -> values.put(name, attribute.getS().toStringUtf8());
        case INTS ->
            values.put(name, attribute.getIntsList().stream().mapToLong(Long::longValue).toArray());
        case FLOATS -> values.put(name, floats(attribute));
        case TENSOR ->
            values.put(
                name,
                TensorReader.read(
                    attribute.getT(), files, "attribute '" + name + "' of " + node.getOpType()));
        default -> {}
      }
    }
    return values.isEmpty() ? OnnxAttributes.NONE : new OnnxAttributes(values);
  }

  private static float[] floats(AttributeProto attribute) {
    float[] values = new float[attribute.getFloatsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = attribute.getFloats(i);
    }
    return values;
  }
}
