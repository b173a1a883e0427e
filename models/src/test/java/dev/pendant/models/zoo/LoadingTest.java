package dev.pendant.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.StorageOnly;
import dev.pendant.models.weights.Weights;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What does not fit is said at once, and leaves nothing behind. */
class LoadingTest {

  private final StorageOnly backend = new StorageOnly();
  private final Weights weights = ZooChecks.goldens("resnet_slim.weights.pth");

  @AfterEach
  void nothingStaysBehind() {
    assertThat(backend.liveArrays()).isZero();
  }

  @Test
  void missingSurplusAndWronglyShapedEntriesAreNamedTogether() {
    Weights other =
        weights.renamed(
            name ->
                switch (name) {
                  case "conv1.weight" -> "conv0.weight";
                  case "layer1.0.bn1.bias" -> null;
                  default -> name;
                });
    Network sevenClasses =
        new ResNet(false, List.of(1, 2, 1, 1), List.of(16, 24, 32, 48), 1, 64, 7);
    assertThatThrownBy(() -> sevenClasses.load(other, backend))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("resnet_slim.weights.pth do not fit ResNet[")
        .hasMessageContaining("nothing was loaded")
        .hasMessageContaining("missing conv1.weight float32[16, 3, 7, 7]")
        .hasMessageContaining("surplus conv0.weight float32[16, 3, 7, 7]")
        .hasMessageContaining("missing layer1.0.bn1.bias float32[16]")
        .hasMessageContaining("fc.weight is float32[6, 48], expected float32[7, 48]")
        .hasMessageContaining("fc.bias is float32[6], expected float32[7]");
  }

  @Test
  void aPrefixBeforeAllNamesIsRecognised() {
    Weights parallel = weights.renamed(name -> "module." + name);
    assertThatThrownBy(() -> ZooChecks.RESNET_SLIM.load(parallel, backend))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("take it off with Weights.below(\"module.\")");
    ZooChecks.RESNET_SLIM.load(parallel.below("module."), backend).close();
  }

  @Test
  void oldFilesDoNotCountBatches() {
    Weights old = weights.renamed(name -> name.endsWith("num_batches_tracked") ? null : name);
    try (Module module = ZooChecks.RESNET_SLIM.load(old, backend);
        Scope scope = Scope.open()) {
      assertThat(module.stateDict().keySet()).containsExactlyElementsOf(weights.names());
    }
  }

  @Test
  void oldNamesOfDenseNetAreKnown() {
    Weights old = weights.renamed(name -> "features.denseblock1.denselayer2.norm.1." + name);
    assertThat(DenseNet.denseNet121(10).adapt(old).names())
        .contains("features.denseblock1.denselayer2.norm1.conv1.weight");
  }
}
