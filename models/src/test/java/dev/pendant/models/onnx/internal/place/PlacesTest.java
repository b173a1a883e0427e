package dev.pendant.models.onnx.internal.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where nodes belong, from the names that exporters leave. */
class PlacesTest {

  private static List<String> paths(Set<String> weights, String... names) {
    List<OnnxNode> nodes = new ArrayList<>();
    for (String name : names) {
      nodes.add(node(nodes.size(), name, "out" + nodes.size(), Map.of()));
    }
    return paths(Places.of(nodes, weights));
  }

  private static List<String> paths(List<Place> places) {
    return places.stream().map(PlacesTest::path).toList();
  }

  private static String path(Place place) {
    int depth = place.levels().size();
    return depth == 0 ? "" : place.levels().get(depth - 1).path();
  }

  private static OnnxNode node(
      int index, String name, String output, Map<String, String> metadata) {
    return new OnnxNode(
        index, "", "Op", 17, name, List.of(), List.of(output), OnnxAttributes.NONE, metadata);
  }

  @Test
  void slashNamesNameModulesByTheirLastParts() {
    assertThat(
            paths(
                Set.of(),
                "/conv1/Conv",
                "/layer1/layer1.0/conv1/Conv",
                "/layer1/layer1.0/Add",
                "/features/features.1/features.1.0/block/block.3/Conv",
                "/blocks.0/blocks.0.1/Conv",
                "/Flatten"))
        .containsExactly(
            "conv1", "layer1.0.conv1", "layer1.0", "features.1.0.block.3", "blocks.0.1", "");
  }

  @Test
  void aNumberAfterAnUnderscoreIsAFurtherCallOfTheModule() {
    assertThat(paths(Set.of(), "/l/relu/Relu", "/l/relu_1/Relu", "/l/relu_2/Relu"))
        .containsExactly("l.relu", "l.relu", "l.relu");
  }

  @Test
  void aFurtherCallIsKnownByTheModulesWeightsToo() {
    assertThat(paths(Set.of("l.conv.weight"), "/l/conv_1/Conv")).containsExactly("l.conv");
  }

  @Test
  void aModuleMayHaveSuchANameItself() {
    assertThat(paths(Set.of(), "/conv_1/Conv")).containsExactly("conv_1");
    assertThat(paths(Set.of("conv_1.weight"), "/conv/Conv", "/conv_1/Conv"))
        .containsExactly("conv", "conv_1");
  }

  @Test
  void furtherCallsAreToldApart() {
    List<Place> places =
        Places.of(
            List.of(node(0, "/relu/Relu", "a", Map.of()), node(1, "/relu_1/Relu", "b", Map.of())),
            Set.of());
    assertThat(places.get(0).levels().get(0).key())
        .isNotEqualTo(places.get(1).levels().get(0).key());
  }

  @Test
  void aNodeWithoutAPlaceGoesWhereItsNeighboursMeet() {
    assertThat(
            paths(
                Set.of(),
                "Shape_1",
                "/a/a.0/Conv",
                "Shape_2",
                "Gather_3",
                "/a/a.1/Conv",
                "Shape_4",
                "/b/Conv"))
        .containsExactly("", "a.0", "a", "a", "a.1", "", "b");
  }

  @Test
  void metadataTellsThePathAndTheClass() {
    Map<String, String> metadata =
        Map.of(
            "pkg.torch.onnx.name_scopes",
            "['', 'layer1', 'layer1.0', \"layer1.0.it's\", 'relu_1']",
            "pkg.torch.onnx.class_hierarchy",
            "['a.ResNet', 'torch.nn.Sequential', 'a.Block', 'torch.nn.ReLU', 'aten.relu']");
    Place place = Places.of(List.of(node(0, "n", "o", metadata)), Set.of()).get(0);
    assertThat(place.levels())
        .extracting(Level::path)
        .containsExactly("layer1", "layer1.0", "layer1.0.it's");
    assertThat(place.levels())
        .extracting(Level::type)
        .containsExactly("Sequential", "Block", "ReLU");
  }

  @Test
  void metadataOfTheInputsSizesNamesNoModule() {
    Map<String, String> sizes =
        Map.of("pkg.torch.onnx.name_scopes", "['_empty_nn_module_stack_from_metadata_hook', 's']");
    assertThat(paths(Places.of(List.of(node(0, "n", "o", sizes)), Set.of()))).containsExactly("");
  }

  @Test
  void otherFilesAreReadByTheNodesOwnNames() {
    assertThat(paths(Set.of(), "Conv_0", "resnet50/conv1/BiasAdd"))
        .containsExactly("Conv_0", "resnet50.conv1.BiasAdd");
  }

  @Test
  void unnamedNodesTakeTheNameOfTheirValue() {
    List<OnnxNode> nodes =
        List.of(
            node(0, "", "fire9/concat_1", Map.of()),
            node(1, "", "", Map.of()),
            node(2, "a//b", "..", Map.of()));
    assertThat(paths(Places.of(nodes, Set.of()))).containsExactly("fire9.concat_1", "op_1", "op_2");
  }

  @Test
  void nestingWithoutEndIsNoPath() {
    assertThat(paths(Set.of(), "a/".repeat(5000) + "b")).containsExactly("out0");
  }

  private static OnnxNode taking(int index, String type, String name, String... inputs) {
    return new OnnxNode(
        index,
        "",
        type,
        17,
        name,
        List.of(inputs),
        List.of("out" + index),
        OnnxAttributes.NONE,
        Map.of());
  }

  private static OnnxNode folded(int index, String weight) {
    Map<String, String> metadata =
        Map.of(
            "pkg.torch.onnx.name_scopes",
            "['', 'layer1', 'layer1.bn" + index + "', 'x']",
            "pkg.torch.onnx.class_hierarchy",
            "['a.ResNet', 'torch.nn.Sequential', 'torch.nn.modules.batchnorm.BatchNorm2d', 'a']");
    return new OnnxNode(
        index,
        "",
        "Conv",
        20,
        "n" + index,
        List.of("x", weight),
        List.of("out" + index),
        OnnxAttributes.NONE,
        metadata);
  }

  @Test
  void aConvolutionThatABatchNormWasFoldedIntoIsFoundByItsWeight() {
    Place place =
        Places.of(List.of(folded(0, "layer1.conv0.weight")), Set.of("layer1.conv0.weight")).get(0);
    assertThat(path(place)).isEqualTo("layer1.conv0");
    assertThat(place.levels()).extracting(Level::path).containsExactly("layer1", "layer1.conv0");
    assertThat(place.aliases()).containsExactly("layer1.bn0");
  }

  @Test
  void aWeightThatTwoNodesTakeIsNotTrusted() {
    List<Place> places =
        Places.of(
            List.of(folded(0, "layer1.conv0.weight"), folded(1, "layer1.conv0.weight")),
            Set.of("layer1.conv0.weight"));
    assertThat(paths(places)).containsExactly("layer1.bn0", "layer1.bn1");
    assertThat(places).allMatch(place -> place.aliases().isEmpty());
  }

  @Test
  void oldExportsAreReadByTheNamesOfTheirWeights() {
    List<OnnxNode> nodes =
        List.of(
            taking(0, "Conv", "Conv_0", "x", "layer1.0.conv1.weight"),
            taking(1, "Relu", "Relu_1", "out0"),
            taking(2, "Gemm", "Gemm_2", "out1", "47", "fc.bias"));
    assertThat(paths(Places.of(nodes, Set.of("layer1.0.conv1.weight", "47", "fc.bias"))))
        .containsExactly("layer1.0.conv1", "Relu_1", "fc");
  }

  @Test
  void flatNamesOfAModelWithoutModulesAreModulesOfTheirOwn() {
    assertThat(paths(Set.of(), "/Conv", "/Relu", "/Conv_1"))
        .containsExactly("Conv", "Relu", "Conv_1");
  }

  @Test
  void kerasLayersAreTheScopesOfTensorFlowsNames() {
    List<OnnxNode> nodes =
        List.of(
            new OnnxNode(
                0,
                "",
                "Conv",
                15,
                "net_1/conv1_1/BiasAdd__6",
                List.of("x"),
                List.of("net_1/conv1_1/BiasAdd:0"),
                OnnxAttributes.NONE,
                Map.of()),
            taking(1, "Mul", "net_1/bn_1/batchnorm/mul_1", "out0"),
            taking(2, "Add", "net_1/bn_1/batchnorm/add_1", "out1"),
            taking(3, "Conv", "Conv__503", "out2", "net_1/conv2_1/convolution/merged_input:0"),
            taking(4, "Transpose", "Transpose__9", "out3"));
    assertThat(paths(Places.of(nodes, Set.of("net_1/conv2_1/convolution/merged_input:0"))))
        .containsExactly("net.conv1", "net.bn", "net.bn", "net.conv2", "Transpose__9");
  }
}
