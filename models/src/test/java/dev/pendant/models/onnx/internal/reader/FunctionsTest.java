package dev.pendant.models.onnx.internal.reader;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.pendant.models.onnx.Graphs;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.onnx.StorageOnly;
import dev.pendant.models.onnx.internal.graph.OnnxGraph;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model's own functions are put where they are called. */
class FunctionsTest {

  private static NodeProto own(NodeProto node) {
    return node.toBuilder().setDomain("own").build();
  }

  private static AttributeProto slope(float value) {
    return AttributeProto.newBuilder()
        .setName("slope")
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** {@code block(a) = LeakyRelu(Neg(a))}, the slope given by the caller. */
  private static FunctionProto block() {
    return FunctionProto.newBuilder()
        .setName("block")
        .setDomain("own")
        .addInput("a")
        .addOutput("c")
        .addOpsetImport(Graphs.opset("", 15))
        .addAttributeProto(slope(0.25f))
        .addNode(Graphs.node("Neg", "negated", List.of("a"), "b"))
        .addNode(
            Graphs.node("LeakyRelu", "leaky", List.of("b"), "c").toBuilder()
                .addAttribute(
                    AttributeProto.newBuilder()
                        .setName("alpha")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setRefAttrName("slope")))
        .build();
  }

  private static OnnxGraph read(NodeProto... nodes) {
    ModelProto model = Graphs.model(nodes).addFunctions(block()).build();
    return OnnxReader.read(model.toByteArray(), ExternalFiles.none());
  }

  @Test
  void twoCallsKeepTheirValuesApart() {
    OnnxGraph graph =
        read(
            own(Graphs.node("block", "first", List.of("x"), "m")),
            own(Graphs.node("block", "second", List.of("m"), "y")));
    assertThat(graph.nodes())
        .extracting(OnnxNode::name)
        .containsExactly("first/negated", "first/leaky", "second/negated", "second/leaky");
    assertThat(graph.nodes().get(0).inputs()).containsExactly("x");
    assertThat(graph.nodes().get(1).outputs()).containsExactly("m");
    assertThat(graph.nodes().get(2).outputs()).containsExactly("second/b");
    assertThat(graph.nodes().get(3).outputs()).containsExactly("y");
  }

  @Test
  void attributesComeFromTheCallElseFromTheFunction() {
    OnnxGraph graph =
        read(
            own(Graphs.node("block", "plain", List.of("x"), "m")),
            own(Graphs.node("block", "steep", List.of("m"), "y")).toBuilder()
                .addAttribute(slope(0.5f))
                .build());
    assertThat(graph.nodes().get(1).attributes().number("alpha", 0)).isEqualTo(0.25);
    assertThat(graph.nodes().get(3).attributes().number("alpha", 0)).isEqualTo(0.5);
  }

  @Test
  void theBodyUsesTheOperatorsThatItsFunctionImports() {
    OnnxGraph graph = read(own(Graphs.node("block", "f", List.of("x"), "y")));
    assertThat(graph.nodes()).extracting(OnnxNode::opset).containsOnly(15);
    assertThat(graph.opset()).isEqualTo(17);
  }

  @Test
  void aFunctionIsAModuleOfItsOperators() {
    ModelProto model =
        Graphs.model(own(Graphs.node("block", "f", List.of("x"), "y")))
            .addFunctions(block())
            .build();
    try (OnnxModel loaded = OnnxModels.load(model.toByteArray(), "m", new StorageOnly())) {
      assertThat(loaded.namedModules()).containsOnlyKeys("", "f", "f.negated", "f.leaky");
      assertThat(loaded.aliases()).isEqualTo(Map.of("f/b", "f.negated", "y", "f.leaky"));
    }
  }
}
