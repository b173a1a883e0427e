package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"notes.md, notes.md is a file", "notes.md/out, notes.md"})
  void aFileIsNoPlaceForResults(String out, String message) throws IOException {
    Files.writeString(folder.resolve("notes.md"), "text");
    assertThatThrownBy(() -> ResultFiles.makeFolder(folder.resolve(out)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--out " + folder.resolve(out) + ": expected a folder")
        .hasMessageContaining(message)
        .hasMessageEndingWith("; choose another")
        .hasMessageNotContaining("Exception");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereTheSystemAllowsNoneIsTold() {
    assertThatThrownBy(() -> ResultFiles.makeFolder(Path.of("/proc/nope")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "--out /proc/nope: expected a folder, or a place for one, but there is no /proc/nope, and it cannot be made; choose another");
  }
}
