package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import dev.pendant.Backends;
import dev.pendant.models.weights.Weights;
import dev.pendant.models.zoo.AlexNet;
import dev.pendant.models.zoo.Network;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class OwnModelTest {

  private static final long[] SHAPE = {1, 1, 4, 4};

  @TempDir Path folder;

  private static float[] pixels() {
    float[] pixels = new float[16];
    for (int i = 0; i < 16; i++) {
      pixels[i] = i % 5 - 2;
    }
    return pixels;
  }

  @Test
  void anOnnxFileAndAStateDictAreTheSameNetwork() {
    Path models = Path.of("..", "goldens", "models");
    Network slim = new AlexNet(List.of(16, 48, 96, 64, 64), 3, List.of(128, 128), 6);
    try (Backend backend = Backends.discover().open("djl");
        Scope scope = Scope.open()) {
      assertThat(OwnModelExamples.modules(models.resolve("alexnet_slim.onnx"), backend))
          .contains("features.0", "classifier.6");
      Weights golden = Weights.read(models.resolve("alexnet_slim.safetensors"));
      Tensor input = golden.tensor("input", backend);
      float[] logits = golden.floats("logits");
      for (String file : List.of("alexnet_slim.weights.pth", "alexnet_slim.weights.safetensors")) {
        assertThat(OwnModelExamples.scores(slim, models.resolve(file), backend, input))
            .containsExactly(logits, within(1e-3f));
      }
    }
  }

  @Test
  void aDjlBlockIsExplained() {
    SequentialBlock block =
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(2, 2)).setFilters(3).build())
            .add(Activation::tanh)
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(4).build());
    try (Backend backend = Backends.discover().open("djl");
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      assertThat(backend.id()).isEqualTo("djl");
      block.initialize(manager, DataType.FLOAT32, new Shape(SHAPE));
      var why = OwnModelExamples.explain(block, "01Conv2d", pixels(), SHAPE);
      assertThat(why.raw().values()).hasSize(9);
    }
  }

  private static SameDiff graph() {
    SameDiff graph = SameDiff.create();
    var picture = graph.placeHolder("picture", org.nd4j.linalg.api.buffer.DataType.FLOAT, SHAPE);
    var weight = graph.var("w", Nd4j.rand(org.nd4j.linalg.api.buffer.DataType.FLOAT, 16, 3));
    picture.reshape(1, 16).mmul("scores", weight);
    return graph;
  }

  @Test
  void aSameDiffGraphRunsOnBothBackendsAndFromAFile() {
    SameDiff graph = graph();
    float[] expected =
        graph
            .outputSingle(
                Map.of("picture", Nd4j.createFromArray(pixels()).reshape(SHAPE)), "scores")
            .data()
            .asFloat();
    for (String id : List.of("djl", "nd4j")) {
      assertThat(OwnModelExamples.scores(graph, id, pixels(), SHAPE))
          .containsExactly(expected, within(1e-5f));
    }
    Path saved = folder.resolve("graph.fb");
    graph.save(saved.toFile(), false);
    try (Backend backend = Backends.discover().open("nd4j");
        Module loaded = OwnModelExamples.load(saved, backend)) {
      assertThat(loaded.find("scores").type()).isEqualTo("matmul");
    }
  }

  @Test
  void thePageShowsTheCodeThatRuns() throws IOException {
    List<String> examples = List.of("onnx", "weights", "djl", "samediff", "saved");
    DocumentedCode page =
        DocumentedCode.of("docs/bring-your-own.md", OwnModelExamples.class, "PAGE");
    for (String example : examples) {
      page.isShown(example);
    }
    page.isAllThereIs(examples);
  }
}
