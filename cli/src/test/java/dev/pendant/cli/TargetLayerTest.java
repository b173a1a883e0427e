package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.Backends;
import dev.pendant.cam.OutputChoice;
import dev.pendant.spi.Backend;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetLayerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features.99      | 'pendant layers' with the same --model lists them)",
        "features:output  | only :input, #N and [N] may follow a path",
        "features[a]      | only :input, #N and [N] may follow a path",
        "'features:input ' | only :input, #N and [N] may follow a path"
      })
  void aPathThatLeadsNowhereIsToldInWordsOfTheCommand(String choice, String message) {
    try (Backend backend = Backends.discover().open("djl");
        LoadedModel model = new ModelSource().load(null, null, null, backend)) {
      assertThatThrownBy(() -> TargetLayer.names(model, List.of(choice), OutputChoice.first()))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("--layer: no module at '")
          .hasMessageContaining(message)
          .hasMessageNotContaining("modules()");
    }
  }
}
