package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pendant.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {

  @TempDir Path folder;

  @Test
  void writesTheBytesThatNumPyWrites() throws IOException {
    Path file = folder.resolve("map.npy");
    Npy.write(file, eighths(24), Shape.of(2, 3, 4));
    assertThat(file).hasBinaryContent(Fixtures.file("three-axes.npy"));
  }

  @Test
  void readsWhatNumPyWrote() throws IOException {
    NpyArray read = Npy.read(Fixtures.copy("three-axes.npy", folder));
    assertThat(read.shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(read.values()).containsExactly(eighths(24));
  }

  @Test
  void everyRankComesBack() {
    for (Shape shape :
        new Shape[] {Shape.of(), Shape.of(0), Shape.of(5), Shape.of(1, 1), Shape.of(2, 1, 3, 1)}) {
      Path file = folder.resolve("rank-" + shape.rank() + ".npy");
      float[] values = eighths((int) shape.elements());
      Npy.write(file, values, shape);
      assertThat(Npy.read(file).shape()).isEqualTo(shape);
      assertThat(Npy.read(file).values()).containsExactly(values);
    }
  }

  @Test
  void keepsNonFiniteValues() {
    Path file = folder.resolve("odd.npy");
    float[] values = {Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE};
    Npy.write(file, values, Shape.of(4));
    assertThat(Npy.read(file).values()).containsExactly(values);
  }

  @Test
  void replacesAFileAndLeavesNothingElse() {
    Path file = folder.resolve("map.npy");
    Npy.write(file, eighths(4), Shape.of(4));
    Npy.write(file, eighths(2), Shape.of(2));
    assertThat(Npy.read(file).shape()).isEqualTo(Shape.of(2));
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorThatNamesTheFile() {
    Path file = folder.resolve("nowhere").resolve("map.npy");
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> Npy.write(file, eighths(1), Shape.of(1)))
        .withMessageStartingWith(file + ": cannot be written");
  }

  @Test
  void refusesValuesThatDoNotFitTheShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Npy.write(folder.resolve("x.npy"), eighths(5), Shape.of(2, 3)))
        .withMessage("expected 6 values for shape [2, 3], got 5");
  }

  @Test
  void refusesToReadOtherTypesCutFilesAndOtherFiles() throws IOException {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> Npy.read(Fixtures.copy("float64.npy", folder)))
        .withMessageContaining("expected little-endian float32")
        .withMessageContaining("<f8");
    byte[] whole = Fixtures.file("three-axes.npy");
    Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, whole.length - 1));
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> Npy.read(cut))
        .withMessageContaining("expected 24 elements of 4 bytes for shape [2, 3, 4], got 95 bytes");
    Path text = Files.writeString(folder.resolve("text.npy"), "not an array");
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> Npy.read(text))
        .withMessageContaining("version 1.0");
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> Npy.read(folder.resolve("none.npy")))
        .withMessageContaining("there is no such file");
  }

  /** -1, -0.875, -0.75 and so on. */
  private static float[] eighths(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / 8f - 1;
    }
    return values;
  }
}
