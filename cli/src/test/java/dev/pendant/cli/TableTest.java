package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAlignedAndNoLineEndsInSpaces() {
    assertThat(new Table("id", "version", "").row("djl", "1", "x").row("nd4j", "22", "").lines())
        .containsExactly("id    version", "djl   1        x", "nd4j  22");
  }
}
