package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelInputTest {

  private static final Sidecar OF_96 = Sidecar.parse("{\"size\": [96, 96]}", "m.json");

  @Test
  void theFileSaysIt() {
    assertThat(ModelInput.of(List.of(1L, 1L, 28L, 30L), Sidecar.NONE, "m"))
        .isEqualTo(new ModelInput(1, new InputSize(28, 30)));
  }

  @Test
  void theSidecarFillsInWhatTheFileLeavesOpen() {
    assertThat(ModelInput.of(List.of(-1L, 3L, -1L, -1L), OF_96, "m"))
        .isEqualTo(new ModelInput(3, new InputSize(96, 96)));
  }

  @Test
  void otherwiseItIsTheUsualSize() {
    assertThat(ModelInput.of(List.of(-1L, -1L, -1L, -1L), Sidecar.NONE, "m"))
        .isEqualTo(new ModelInput(3, new InputSize(224, 224)));
    assertThat(ModelInput.of(List.of(), OF_96, "m"))
        .isEqualTo(new ModelInput(3, new InputSize(96, 96)));
  }

  @Test
  void aSidecarThatContradictsTheFileIsRefused() {
    assertThatThrownBy(() -> ModelInput.of(List.of(1L, 3L, 224L, 224L), OF_96, "m"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("takes 224 x 224 pixels")
        .hasMessageContaining("says 96 x 96");
  }

  @Test
  void whatTakesNoPicturesIsRefused() {
    assertThatThrownBy(() -> ModelInput.of(List.of(1L, 128L), Sidecar.NONE, "m"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a model of pictures");
    assertThatThrownBy(() -> ModelInput.of(List.of(1L, 224L, 224L, 3L), Sidecar.NONE, "m"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("channels first");
  }
}
