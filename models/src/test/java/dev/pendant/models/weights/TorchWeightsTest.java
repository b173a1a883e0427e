package dev.pendant.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.models.ModelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch wrote; {@code src/test/python/weight_files.py} made them. */
class TorchWeightsTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "weights");
  private static final Path GOLDENS = Path.of("..", "goldens", "models");

  @ParameterizedTest
  @ValueSource(strings = {"types.pth", "types-before-1.6.pth"})
  void everyTypeIsReadAsTheNextWiderOne(String file) {
    Weights weights = Weights.read(FOLDER.resolve(file));
    assertThat(weights.names())
        .containsExactly(
            "f32", "f64", "f16", "bf16", "i64", "i32", "i16", "i8", "u8", "bool", "empty");
    assertThat(weights.spec("f32")).hasToString("float32[2, 2]");
    assertThat(weights.floats("f32")).containsExactly(1.5f, -2.25f, 3, Float.POSITIVE_INFINITY);
    assertThat(weights.doubles("f64")).containsExactly(0.1, -1e300);
    assertThat(weights.floats("f16")).containsExactly(1.5f, -65504, 0x1p-24f);
    assertThat(weights.floats("bf16")).containsExactly(1.0078125f, -0x1p120f);
    assertThat(weights.spec("i64")).hasToString("int64[]");
    assertThat(weights.longs("i64")).containsExactly(-(1L << 62));
    assertThat(weights.longs("i32")).containsExactly(Integer.MIN_VALUE, 7);
    assertThat(weights.longs("i16")).containsExactly(-32768, 7);
    assertThat(weights.longs("i8")).containsExactly(-128, 7);
    assertThat(weights.longs("u8")).containsExactly(255, 7);
    assertThat(weights.longs("bool")).containsExactly(1, 0);
    assertThat(weights.spec("empty")).hasToString("float32[0, 3]");
    assertThat(weights.floats("empty")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"views.pth", "views-before-1.6.pth"})
  void viewsOfOneStorageAreReadByTheirStrides(String file) {
    Weights weights = Weights.read(FOLDER.resolve(file));
    assertThat(weights.floats("whole")).hasSize(24).startsWith(0, 1, 2).endsWith(22, 23);
    assertThat(weights.spec("transposed")).hasToString("float32[6, 4]");
    assertThat(weights.floats("transposed")).startsWith(0, 6, 12, 18, 1, 7).endsWith(11, 17, 23);
    assertThat(weights.floats("columns")).containsExactly(6, 8, 10, 12, 14, 16);
    assertThat(weights.floats("last"))
        .containsExactly(12, 16, 20, 13, 17, 21, 14, 18, 22, 15, 19, 23);
    assertThat(weights.floats("channels_last"))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet_slim", "resnet_slim"})
  void bothFormatsOfOneStateDictHoldTheSame(String model) {
    Weights torch = Weights.read(GOLDENS.resolve(model + ".weights.pth"));
    Weights safe = Weights.read(GOLDENS.resolve(model + ".weights.safetensors"));
    assertThat(torch.names()).hasSizeGreaterThan(10).hasSameElementsAs(safe.names());
    for (String name : torch.names()) {
      assertThat(torch.spec(name)).isEqualTo(safe.spec(name));
      switch (torch.spec(name).type()) {
        case FLOAT32 -> assertThat(torch.floats(name)).isEqualTo(safe.floats(name));
        default -> assertThat(torch.longs(name)).isEqualTo(safe.longs(name));
      }
    }
  }

  @Test
  void anEntryOfACheckpointIsReadWhenNamed() {
    Path file = FOLDER.resolve("checkpoint.pth");
    assertThat(Weights.read(file, "state_dict").names())
        .containsExactly(
            "fc.weight",
            "fc.bias",
            "norm.weight",
            "norm.bias",
            "norm.running_mean",
            "norm.running_var",
            "norm.num_batches_tracked");
    assertThatThrownBy(() -> Weights.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("state_dict (a dict of 7)")
        .hasMessageContaining("Weights.read(file, \"state_dict\")");
    assertThatThrownBy(() -> Weights.read(file, "model"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no entry 'model'");
    assertThatThrownBy(() -> Weights.read(file, "optimizer"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("more than a state dict");
  }

  @Test
  void aPrefixBeforeAllNamesIsTakenOff() {
    Weights weights = Weights.read(FOLDER.resolve("parallel.pth"));
    assertThat(weights.below("module.").names()).startsWith("fc.weight", "fc.bias");
    assertThat(weights.below("module.fc.").names()).containsExactly("weight", "bias");
    assertThat(weights.below("module.fc.").floats("bias"))
        .isEqualTo(weights.floats("module.fc.bias"));
    assertThatThrownBy(() -> weights.below("backbone."))
        .hasMessageContaining("begins with 'backbone.'");
  }

  @Test
  void parametersAreTensors() {
    Weights weights = Weights.read(FOLDER.resolve("parameters.pth"));
    assertThat(weights.names()).containsExactly("fc.weight", "fc.bias", "norm.weight", "norm.bias");
    assertThat(weights.floats("norm.weight")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "whole-model.pth | torch.nn.modules.container.Sequential | model.state_dict()",
        "torchscript.pt  | is a TorchScript archive              | torch.onnx.export",
        "tensor.pth      | a tensor [2]                          | model.state_dict()",
        "expanded.pth    | repeats its storage                   | contiguous()",
        "complex.pth     | torch.ComplexFloatStorage             | F32",
        "protocol-4.pth  | protocol 4                            | save it again",
      })
  void whatIsNoStateDictIsRefusedWithAWayOut(String file, String reason, String way) {
    assertThatThrownBy(() -> Weights.read(FOLDER.resolve(file)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(FOLDER.resolve(file) + ": ")
        .hasMessageContaining(reason)
        .hasMessageContaining(way);
  }
}
