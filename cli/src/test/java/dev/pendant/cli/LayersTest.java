package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {

  @ParameterizedTest
  @CsvSource({
    "input, input",
    "a.0+a.1+b, a.0+a.1+b",
    "features.0+features.1+features.10+features.2, features.* (4 layers)",
    "a.b.0:input+a.b.1:input+a.c+a.d, a.* (4 layers)",
    "conv1+conv2+conv3+conv4+conv5, conv1+conv2+... (5 layers)"
  })
  void manyAreOnePrefixOrTheFirstTwoAndTheirNumber(String joined, String shown) {
    assertThat(Layers.shortened(List.of(joined.split("\\+")))).isEqualTo(shown);
  }
}
