package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.image.Pictures;
import dev.pendant.cli.Command.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend is a folder: taking one away takes away nothing else. */
class BackendFoldersIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void theOnlyBackendNeedsNotBeNamed(String id) throws Exception {
    Command only = Command.in(folder).withBackends(id);
    Outcome outcome = only.run("explain", "--out", "answers of " + id);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains(" on " + id);
    assertThat(folder.resolve("answers of " + id + "/sample.grad-cam.json")).isRegularFile();
  }

  @Test
  void bothAreListedWithVersionAndPlace() throws Exception {
    Outcome outcome = Command.in(folder).run("backends");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines().skip(1))
        .satisfiesExactly(
            djl -> assertThat(djl).startsWith("djl ").contains("hooks-djl-").contains("yes"),
            nd4j -> assertThat(nd4j).startsWith("nd4j ").contains("hooks-nd4j-").contains("yes"));
  }

  @Test
  void theEnvironmentMayChoose() throws Exception {
    Outcome outcome = Command.in(folder).with("PENDANT_BACKEND", "nd4j").run("layers");
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  @Test
  void noJarLiesInTwoFolders() throws Exception {
    try (Stream<Path> files = Files.walk(Command.HOME)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jar")).map(Path::getFileName))
          .doesNotHaveDuplicates()
          .hasSizeGreaterThan(30);
    }
  }

  @Test
  void picturesOfOneNameGetDifferentFiles() throws Exception {
    Files.createDirectory(folder.resolve("a"));
    Pictures.writePng(folder.resolve("shapes.png"), SamplePicture.draw());
    Pictures.writePng(folder.resolve("a/shapes.png"), SamplePicture.draw());
    Outcome outcome =
        Command.in(folder)
            .run(
                "explain",
                "shapes.png",
                "a/shapes.png",
                "--backend",
                "djl",
                "--class",
                "star",
                "--method",
                "cam",
                "--colormap",
                "jet");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "shapes.cam.json",
              "shapes.cam.3_star.png",
              "shapes.cam.3_star.npy",
              "shapes-2.cam.json",
              "shapes-2.cam.3_star.png",
              "shapes-2.cam.3_star.npy");
    }
  }
}
