package dev.pendant.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Small ONNX files made by hand; "x" is the input, "y" the output. */
public final class Graphs {

  public static final int FLOAT = 1;
  public static final int INT64 = 7;

  private Graphs() {}

  public static ModelProto.Builder model(NodeProto... nodes) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addAllNode(List.of(nodes))
            .addInput(value("x", FLOAT))
            .addOutput(value("y", FLOAT));
    return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(opset("", 17)).setGraph(graph);
  }

  public static OperatorSetIdProto opset(String domain, long version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  public static ValueInfoProto value(String name, int type) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  public static NodeProto node(String type, String name, List<String> inputs, String... outputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(name)
        .addAllInput(inputs)
        .addAllOutput(List.of(outputs))
        .build();
  }

  public static NodeProto with(NodeProto node, String attribute, long value) {
    return node.toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value))
        .build();
  }

  public static TensorProto.Builder floats(String name, List<Long> dims, Float... values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(FLOAT)
        .addAllDims(dims)
        .addAllFloatData(List.of(values));
  }
}
