package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.Backends;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.metric.Explained;
import dev.pendant.cam.metric.InsertionAuc;
import dev.pendant.cam.metric.Road;
import dev.pendant.cam.metric.Subject;
import dev.pendant.cam.target.Target;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.weights.Weights;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainingTest {

  private static final Path MODELS = Path.of("..", "goldens", "models");

  /** A small ResNet trained in PyTorch, and its two pictures. */
  private static void withResNet(BiConsumer<Module, Tensor> use) {
    try (Backend backend = Backends.discover().open("djl");
        OnnxModel model = OnnxModels.load(MODELS.resolve("resnet_slim.onnx"), backend);
        Scope scope = Scope.open()) {
      Weights golden = Weights.read(MODELS.resolve("resnet_slim.safetensors"));
      use.accept(model, golden.tensor("input", backend));
    }
  }

  @Test
  void anyPlaceOfAModelIsLookedAt() {
    withResNet(
        (model, pictures) -> {
          var found = ExplainingExamples.places(model, pictures);
          assertThat(found)
              .extracting(why -> why.provenance().layer())
              .containsExactly(
                  "layer4", "layer4:input", "layer1.0.relu#0", "layer1+layer2+layer3+layer4");
          var after = ExplainingExamples.places(model, pictures).get(1);
          assertThat(found.get(1).raw().values()).containsExactly(after.raw().values());
        });
  }

  @Test
  void everyKindOfTargetHasItsExplanations() {
    withResNet(
        (model, pictures) -> {
          var found = ExplainingExamples.targets(model, pictures);
          assertThat(found).hasSize(12);
          assertThat(found.get(2).classIndex()).isEqualTo(3);
          assertThat(found.get(3).classIndex()).isZero();
        });
  }

  @Test
  void manyMapsComeFromOneRun() {
    withResNet(
        (model, pictures) ->
            assertThat(ExplainingExamples.compared(model, pictures))
                .hasSize(2 * 3 * 2)
                .allSatisfy(map -> assertThat(map.values()).hasSize(224 * 224)));
  }

  @Test
  void anAnswerIsKeptInFiles(@TempDir Path folder) {
    withResNet(
        (model, pictures) -> {
          List<HeatMap> maps = ExplainingExamples.kept(model, pictures, folder);

          // One of the two has the largest value of both.
          assertThat(maps).extracting(HeatMap::max).contains(1f).allMatch(max -> max <= 1);
          for (Explanation why : Explainer.of(model).explain(pictures)) {
            Explanation read = Explanation.read(folder.resolve("sample-" + why.sample()));
            assertThat(read.unfinished()).isEqualTo(why.unfinished());
            assertThat(read.scores()).isEqualTo(why.scores());
            assertThat(read.target()).isEqualTo("class " + why.classIndex());
            assertThat(read.provenance().layers()).isEqualTo(why.provenance().layers());
          }
        });
  }

  @Test
  void severalInputsShareTheScore() {
    try (Backend backend = Backends.discover().open("djl");
        Scope scope = Scope.open()) {
      Module product =
          new Module() {
            @Override
            public Tensors forward(Tensors in) {
              Tensor sum = in.get(0).mul(in.get(1)).mul(in.get(2)).sum(2).sum(2);
              return Tensors.of(in.get(0), sum);
            }
          };
      Tensor x = Tensor.of(backend, new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
      List<Attribution> parts = ExplainingExamples.bothInputs(product, x, x, x);

      // 1 + 8 + 27 + 64, half of it from either.
      assertThat(parts).hasSize(2);
      assertThat(parts.get(0).total(0)).isCloseTo(50, within(1e-3));
      assertThat(parts.get(1).total(0)).isCloseTo(50, within(1e-3));
    }
  }

  @Test
  void aMapIsMeasuredForTheInputAndOutputExplained() {
    withResNet(
        (model, pictures) -> {
          Module scaled =
              new Module() {
                {
                  register("net", model);
                }

                @Override
                public Tensors forward(Tensors in) {
                  Tensor scores = model.call(in.get(1)).mul(in.get(0));
                  return Tensors.of(in.get(1)).and("scores", scores);
                }
              };
          Tensor picture = pictures.slice(0, 0, 1);
          Tensor gain = Tensor.of(picture.backend(), new float[] {2}, 1, 1);

          Map<String, Double> found =
              ExplainingExamples.measured(scaled, Tensors.of(gain, picture));

          assertThat(found).containsOnlyKeys("insertion-auc", "road-combined", "max-sensitivity");
          Subject plain = Subject.of(model, picture, Target.classIndex(0));
          Explained once = Explained.by(Explainer.of(model), plain);
          double insertion = new InsertionAuc().value(once);
          double road = Road.combined().value(once);
          // Twice the scores of the same map.
          assertThat(found.get("insertion-auc"))
              .isCloseTo(2 * insertion, within(1e-3 * Math.abs(insertion)));
          assertThat(found.get("road-combined")).isCloseTo(2 * road, within(1e-3 * Math.abs(road)));
        });
  }

  @Test
  void thePageShowsTheCodeThatRuns() throws IOException {
    DocumentedCode.of("docs/explaining.md", ExplainingExamples.class, "PAGE")
        .isAllThereIs(List.of("layers", "targets", "many", "inputs", "measured", "kept"));
  }
}
