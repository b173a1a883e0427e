package dev.pendant.models.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FuzzTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void damagedFilesAreReadOrRefusedByName(Format format) throws IOException {
    assertKept(format, 500, 1);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void manyDamagedFilesAreReadOrRefusedByName(Format format) throws IOException {
    assertKept(format, 34_000, 2);
  }

  private void assertKept(Format format, int files, long seed) throws IOException {
    Fuzz.Report report = Fuzz.run(format, files, seed, folder);
    assertThat(report.broken()).isEmpty();
    // Both happen, or the files are damaged too little or too much to try anything.
    assertThat(report.refused()).isGreaterThan(files / 10);
    assertThat(report.whole()).isGreaterThan(files / 100);
  }
}
