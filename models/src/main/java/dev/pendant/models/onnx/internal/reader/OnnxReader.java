package dev.pendant.models.onnx.internal.reader;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.ElementType;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxGraph;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.models.onnx.internal.graph.OnnxValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bytes of an ONNX file to an {@link OnnxGraph}; everything it cannot mean is refused here. */
public final class OnnxReader {

  private static final int OLDEST_OPSET = 7;
  private static final int NEWEST_OPSET = 23;
  private static final int MOST_NODES = 200_000;

  private OnnxReader() {}

  /**
   * @param files where weights are that the bytes do not hold
   * @throws ModelException if the bytes are no ONNX classifier
   */
  public static OnnxGraph read(byte[] bytes, ExternalFiles files) {
    ModelProto model = parse(bytes);
    if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
      throw new ModelException(
          "expected an ONNX model, found no graph in it; check that the file is a complete .onnx"
              + " file");
    }
    Map<String, Integer> opsets = opsets(model);
    GraphProto graph = model.getGraph();
    if (graph.getSparseInitializerCount() > 0) {
      throw new ModelException("has sparse initializers, expected dense ones; export it so");
    }
    Map<String, HostArray> initializers = initializers(graph, files);
    return new OnnxGraph(
        nodes(model, opsets, files),
        initializers,
        graph.getInputList().stream()
            .filter(input -> !initializers.containsKey(input.getName()))
            .map(OnnxReader::value)
            .toList(),
        graph.getOutputList().stream().map(OnnxReader::value).toList(),
        opsets.getOrDefault("", 0),
        (model.getProducerName() + " " + model.getProducerVersion()).strip());
  }

  private static ModelProto parse(byte[] bytes) {
    if (bytes.length == 0) {
      throw new ModelException("is empty, expected an ONNX model; copy or export it again");
    }
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.enableAliasing(true);
      return ModelProto.parseFrom(in);
    } catch (IOException e) {
      throw new ModelException(
          "expected an ONNX model, but it does not parse as one; it is another kind of file or was"
              + " cut off ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Empty for ONNX's own operators, which have two names. */
  static String domain(String name) {
    return name.equals("ai.onnx") ? "" : name;
  }

  static int version(OperatorSetIdProto opset) {
    return (int) Math.min(Math.max(opset.getVersion(), 0), Integer.MAX_VALUE);
  }

  private static Map<String, Integer> opsets(ModelProto model) {
    Map<String, Integer> versions = new HashMap<>();
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      versions.merge(domain(opset.getDomain()), version(opset), Math::max);
    }
    Integer own = versions.get("");
    if (own == null) {
      throw new ModelException(
          "does not say which opset it uses; it was cut off or is no ONNX model");
    }
    if (own < OLDEST_OPSET || own > NEWEST_OPSET) {
      throw new ModelException(
          "uses opset "
              + own
              + ", expected "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET
              + "; export it again, or convert it with onnx.version_converter");
    }
    return versions;
  }

  private static Map<String, HostArray> initializers(GraphProto graph, ExternalFiles files) {
    Map<String, HostArray> found = new LinkedHashMap<>();
    for (TensorProto proto : graph.getInitializerList()) {
      String what = "initializer '" + proto.getName() + "'";
      if (proto.getName().isEmpty() || found.containsKey(proto.getName())) {
        throw new ModelException(what + " has no name of its own; the file is damaged");
      }
      found.put(proto.getName(), TensorReader.read(proto, files, what));
    }
    return found;
  }

  private static List<OnnxNode> nodes(
      ModelProto model, Map<String, Integer> opsets, ExternalFiles files) {
    List<OnnxNode> nodes = new ArrayList<>();
    for (FunctionInlining.Inlined one : FunctionInlining.flatten(model, opsets, MOST_NODES)) {
      nodes.add(NodeReader.read(one.node(), nodes.size(), one.opsets(), files));
    }
    return nodes;
  }

  private static OnnxValue value(ValueInfoProto info) {
    String what = "'" + info.getName() + "'";
    if (!info.getType().hasTensorType()) {
      throw new ModelException(
          what + " is not a tensor; expected a classifier from a tensor to a tensor of scores");
    }
    TypeProto.Tensor tensor = info.getType().getTensorType();
    List<Long> shape = new ArrayList<>();
    for (TensorShapeProto.Dimension dim : tensor.getShape().getDimList()) {
      shape.add(dim.hasDimValue() && dim.getDimValue() > 0 ? dim.getDimValue() : OnnxValue.OPEN);
    }
    return new OnnxValue(info.getName(), ElementType.of(tensor.getElemType(), what).type(), shape);
  }
}
