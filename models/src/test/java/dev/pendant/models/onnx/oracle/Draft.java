package dev.pendant.models.onnx.oracle;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A graph while it grows: nodes, initializers, and the dice. */
final class Draft {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int BOOL = 9;

  final Random random;
  final int opset;
  private final long[] inputShape;
  private final boolean openBatch;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final List<TensorProto> initializers = new ArrayList<>();
  private int named;

  Draft(Random random, int opset, long[] inputShape, boolean openBatch) {
    this.random = random;
    this.opset = opset;
    this.inputShape = inputShape;
    this.openBatch = openBatch;
  }

  // --- dice -----------------------------------------------------------------------------------

  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean maybe() {
    return random.nextBoolean();
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** An axis, sometimes counted from the end where the opset allows it. */
  long axis(int rank) {
    int axis = random.nextInt(rank);
    return opset >= 11 && maybe() ? axis - rank : axis;
  }

  long[] shuffled(int count) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToLong(Integer::longValue).toArray();
  }

  // --- constants ------------------------------------------------------------------------------

  String fresh(String hint) {
    return hint + named++;
  }

  String floats(double low, double high, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + random.nextDouble() * (high - low));
    }
    return floats(values, shape);
  }

  String floats(float[] values, long... shape) {
    TensorProto.Builder tensor = tensor("w", FLOAT, shape);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return constant(tensor);
  }

  /** Of rank 1. */
  String integers(long... values) {
    return integersOf(values, values.length);
  }

  String integersOf(long[] values, long... shape) {
    TensorProto.Builder tensor = tensor("i", INT64, shape);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return constant(tensor);
  }

  String booleans(long... shape) {
    TensorProto.Builder tensor = tensor("b", BOOL, shape);
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    for (int i = 0; i < count; i++) {
      tensor.addInt32Data(random.nextInt(2));
    }
    return constant(tensor);
  }

  private TensorProto.Builder tensor(String hint, int type, long... shape) {
    return TensorProto.newBuilder()
        .setName(fresh(hint))
        .setDataType(type)
        .addAllDims(Arrays.stream(shape).boxed().toList());
  }

  /** As an initializer, or as a node. */
  private String constant(TensorProto.Builder tensor) {
    if (random.nextInt(4) > 0) {
      initializers.add(tensor.build());
    } else {
      nodes.add(
          NodeProto.newBuilder()
              .setOpType("Constant")
              .addOutput(tensor.getName())
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("value")
                      .setType(AttributeProto.AttributeType.TENSOR)
                      .setT(tensor))
              .build());
    }
    return tensor.getName();
  }

  // --- nodes ----------------------------------------------------------------------------------

  /** A node of one output. */
  String node(String type, List<String> inputs, AttributeProto... attributes) {
    return nodes(type, inputs, 1, attributes).get(0);
  }

  String node(String type, String input, AttributeProto... attributes) {
    return node(type, List.of(input), attributes);
  }

  List<String> nodes(String type, List<String> inputs, int outputs, AttributeProto... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).addAllInput(inputs);
    if (maybe()) {
      node.setName(fresh(type + "_"));
    }
    for (int i = 0; i < outputs; i++) {
      node.addOutput(fresh("v"));
    }
    node.addAllAttribute(List.of(attributes));
    nodes.add(node.build());
    return node.getOutputList();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto number(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto list(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  static AttributeProto numbers(String name, float... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  // --- the graph ------------------------------------------------------------------------------

  /** To come back to if what was added since is refused. */
  int[] mark() {
    return new int[] {nodes.size(), initializers.size()};
  }

  void backTo(int[] mark) {
    nodes.subList(mark[0], nodes.size()).clear();
    initializers.subList(mark[1], initializers.size()).clear();
  }

  List<String> types() {
    return nodes.stream().map(NodeProto::getOpType).toList();
  }

  /** The model as it is now. */
  ModelProto model(String output) {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("random")
            .addAllNode(nodes)
            .addAllInitializer(initializers)
            .addInput(value("x", true))
            .addOutput(value(output, false))
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(opset < 15 ? 7 : 8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build();
  }

  private ValueInfoProto value(String name, boolean shaped) {
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(FLOAT);
    if (shaped) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (int i = 0; i < inputShape.length; i++) {
        TensorShapeProto.Dimension.Builder extent = TensorShapeProto.Dimension.newBuilder();
        shape.addDim(
            i == 0 && openBatch ? extent.setDimParam("batch") : extent.setDimValue(inputShape[i]));
      }
      type.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
