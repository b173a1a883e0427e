package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.tensor.Tensors;
import dev.pendant.tools.ModuleSummary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network from a file is counted as the same one written in Java. */
class SummaryOfOnnxTest extends OnBackend {

  @Override
  String backendId() {
    return "djl";
  }

  @ParameterizedTest
  @EnumSource(names = {"ALEXNET_ONNX", "ALEXNET_JAVA"})
  void alexNetHasTheMultiplyAddsOfItsShapes(GoldenModels model) {
    Tensors input = Tensors.of(model.tensors().tensor(backend(), "input"));
    ModuleSummary summary = ModuleSummary.of(dying(model.on(backend())), input);
    // Values of an output of 31 x 31, 15 x 15 or 7 x 7, times what each is summed over.
    long convolutions =
        16 * 961 * (3 * 121)
            + 48 * 225 * (16 * 25)
            + 96 * 49 * (48 * 9)
            + 64 * 49 * (96 * 9)
            + 64 * 49 * (64 * 9);
    long linear = 128 * 576 + 128 * 128 + 6 * 128;
    assertThat(summary.multiplyAdds()).isEqualTo(2 * (convolutions + linear));
    assertThat(summary.parameters()).isEqualTo(250_070);
    assertThat(summary.notCounted()).doesNotContainKeys("Conv", "Conv2d", "Gemm", "Linear");
  }
}
