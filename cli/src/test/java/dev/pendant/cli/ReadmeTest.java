package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.Status;
import dev.pendant.cam.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void theWorkedExampleGivesTheNumbersInItsComments(String backend) {
    assertThat(ReadmeExamples.hooks(backend)).containsExactly(2.0, 5.0, 15.0);
  }

  @Test
  void theExplanationDrawsAnOverlay() throws IOException {
    Path onnx = Files.write(folder.resolve("shapes.onnx"), BuiltInModel.bytes());
    Path photo = folder.resolve("photo.png");
    Path overlay = folder.resolve("overlay.png");
    Pictures.writePng(photo, SamplePicture.draw());
    var preparation = Objects.requireNonNull(BuiltInModel.sidecar().preprocessing());

    var why = ReadmeExamples.explain(onnx, preparation, photo, overlay);

    assertThat(why.status()).isEqualTo(Status.OK);
    assertThat(why.classIndex()).as("circle").isZero();
    assertThat(Pictures.read(overlay).width()).isEqualTo(SamplePicture.SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hooks", "explain"})
  void thePageShowsTheCodeThatRuns(String example) throws IOException {
    DocumentedCode.of("README.md", ReadmeExamples.class, "README").isShown(example);
  }
}
