package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A model as tf2onnx makes it of a Keras one: it takes [n, height, width, channels], transposes,
 * convolves, and transposes back before it flattens.
 */
abstract class ChannelsLastCases extends OnBackend {

  private static final int HEIGHT = 4;
  private static final int WIDTH = 6;
  private static final int BRIGHT_ROW = 1;
  private static final int BRIGHT_COLUMN = 5;

  private static AttributeProto ints(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  private static NodeProto node(
      String type, String name, List<String> inputs, String output, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(name)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(attributes))
        .build();
  }

  private static ValueInfoProto value(String name, long... shape) {
    TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
    LongStream.of(shape)
        .forEach(e -> extents.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(e)));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(extents)))
        .build();
  }

  private static TensorProto floats(String name, List<Long> dims, Float... values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(1)
        .addAllDims(dims)
        .addAllFloatData(List.of(values))
        .build();
  }

  /** Two channels: the picture's second, and its first and third together; one class for each. */
  private OnnxModel model() {
    GraphProto graph =
        GraphProto.newBuilder()
            .addNode(
                node(
                    "Transpose",
                    "net/conv/BiasAdd__6",
                    List.of("x"),
                    "net/conv/BiasAdd__6:0",
                    ints("perm", 0, 3, 1, 2)))
            .addNode(
                node("Conv", "net/conv/BiasAdd", List.of("net/conv/BiasAdd__6:0", "w"), "conv:0"))
            .addNode(node("Relu", "net/relu/Relu", List.of("conv:0"), "relu:0"))
            .addNode(node("Transpose", "", List.of("relu:0"), "back:0", ints("perm", 0, 2, 3, 1)))
            .addNode(
                node(
                    "ReduceMean",
                    "net/gap/Mean",
                    List.of("back:0"),
                    "y",
                    ints("axes", 1, 2),
                    AttributeProto.newBuilder()
                        .setName("keepdims")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(0)
                        .build()))
            .addInitializer(floats("w", List.of(2L, 3L, 1L, 1L), 0f, 1f, 0f, 1f, 0f, 1f))
            .addInput(value("x", 1, HEIGHT, WIDTH, 3))
            .addOutput(value("y", 1, 2))
            .build();
    ModelProto file =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15))
            .setGraph(graph)
            .build();
    return dying(OnnxModels.load(file.toByteArray(), "keras", backend()));
  }

  /** Channels first, one bright place in the second channel. */
  private Tensor picture() {
    float[] values = new float[3 * HEIGHT * WIDTH];
    values[HEIGHT * WIDTH + BRIGHT_ROW * WIDTH + BRIGHT_COLUMN] = 1;
    return Tensor.of(backend(), values, 1, 3, HEIGHT, WIDTH);
  }

  @Test
  void theModelTakesChannelsFirstLikeAnyOther() {
    OnnxModel model = model();
    assertThat(model.isChannelsLast()).isTrue();
    assertThat(model.inputShape(0)).containsExactly(1L, 3L, (long) HEIGHT, (long) WIDTH);
    assertThat(model.call(picture()).toFloatArray()).containsExactly(1f / (HEIGHT * WIDTH), 0f);
  }

  @Test
  void autoPicksTheLastLayerWithChannelsFirst() {
    OnnxModel model = model();
    assertThat(LayerChoice.auto().points(ExplainedCall.of(model, Tensors.of(picture()))))
        .containsExactly(LayerPoint.output("net.relu"));
    assertThat(model.namedModules()).containsKeys("net.conv", "net.relu", "net.gap");
  }

  @Test
  void theMapHasThePicturesOrientation() {
    HeatMap map = Explainer.of(model()).explain(picture()).get(0).raw();
    assertThat(map.height()).isEqualTo(HEIGHT);
    assertThat(map.width()).isEqualTo(WIDTH);
    assertThat(map.at(BRIGHT_ROW, BRIGHT_COLUMN)).isPositive().isEqualTo(map.max());
  }
}
