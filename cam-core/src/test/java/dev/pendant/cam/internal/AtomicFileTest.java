package dev.pendant.cam.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path folder;

  @Test
  void afterwardsThereIsTheFileAndNothingElse() throws IOException {
    Path file = folder.resolve("map.npy");

    AtomicFile.write(file, out -> out.write(1));
    AtomicFile.write(file, out -> out.write(2));

    assertThat(Files.readAllBytes(file)).containsExactly(2);
    assertThat(folder).isDirectoryContaining(file::equals);
    try (var all = Files.list(folder)) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void whereWritingFailsTheOldFileStays() throws IOException {
    Path file = folder.resolve("map.npy");
    AtomicFile.write(file, out -> out.write(1));

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(2);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(Files.readAllBytes(file)).containsExactly(1);
    try (var all = Files.list(folder)) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void othersMayReadWhatTheyMayReadOfAnyFile() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path plain = Files.createFile(folder.resolve("plain"));
    Path file = folder.resolve("map.npy");

    AtomicFile.write(file, out -> out.write(1));

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
  }
}
