package dev.pendant.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({"djl,djl,0", "DJL,djl,0", "dlj,djl,1", "nd4,nd4j,1", "kitten,sitting,3", "'',djl,3"})
  void countsEdits(String from, String to, int edits) {
    assertThat(Spelling.distance(from, to)).isEqualTo(edits);
    assertThat(Spelling.distance(to, from)).isEqualTo(edits);
  }

  @Test
  void guessesOnlyWhatIsClose() {
    List<String> names = List.of("djl", "nd4j");

    assertThat(Spelling.closest("nd4", names)).contains("nd4j");
    assertThat(Spelling.closest("onnx", names)).isEmpty();
  }
}
