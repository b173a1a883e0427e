package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"cat\", \"dog, hound\"]",
        "{\"1\": \"dog, hound\", \"0\": \"cat\"}",
        "cat\ndog, hound\n",
        "\uFEFFcat\r\n  dog, hound  \r\n\r\n",
        " \n {\"0\": \"cat\", \"1\": \"dog, hound\"}"
      })
  void allThreeKindsOfFileGiveTheSameNames(String text) throws IOException {
    assertThat(read(text).names()).containsExactly("cat", "dog, hound");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                           | the file is empty",
        "{\"0\": \"cat\", \"2\": \"dog\"} | class 1 has no entry",
        "{\"cat\": 0}                   | class 0 has no entry",
        "[\"cat\", 3]                   | class 1 has 3",
        "[\"cat\", \" \"]               | class 1 has \" \"",
        "[\"cat\", null]                | class 1 has null",
        "[]                             | expected class names",
        "{\"0\": \"cat\", \"0\": \"dog\"} | Duplicate field '0'",
        "[\"cat\"] tail                 | expected JSON",
        "[\"cat\"                       | expected close marker for Array (start marker at line 1, column 1)"
      })
  void aFileThatLeavesAClassWithoutANameIsRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("labels.txt")
        .hasMessageContaining(message);
  }

  @Test
  void aBlankLineIsRefusedBecauseItWouldShiftTheNamesAfterIt() {
    assertThatThrownBy(() -> read("cat\n\ndog"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2 is blank");
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Path path = Files.write(folder.resolve("labels.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> Labels.read(path))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aMissingFileIsNamed() {
    Path path = folder.resolve("none.txt");
    assertThatThrownBy(() -> Labels.read(path))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.txt: there is no such file");
  }

  @Test
  void theShortNameEndsAtTheFirstComma() throws IOException {
    Labels labels = read("tabby, tabby cat\n,odd");
    assertThat(labels.of(0)).isEqualTo("tabby, tabby cat");
    assertThat(labels.shortOf(0)).isEqualTo("tabby");
    assertThat(labels.shortOf(1)).isEqualTo("odd");
    assertThat(labels.of(2)).isNull();
    assertThat(labels.shortOf(-1)).isNull();
  }

  @Test
  void labelsOfAnotherModelAreRefused() throws IOException {
    Labels labels = read("cat\ndog");
    labels.requireFor(2);
    Labels.none().requireFor(7);
    assertThatThrownBy(() -> labels.requireFor(1000))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("1000 classes, got 2");
  }

  private Labels read(String text) throws IOException {
    return Labels.read(Files.writeString(folder.resolve("labels.txt"), text));
  }
}
