package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadPicturesTest {

  @TempDir Path folder;

  @Test
  void aMissingFileIsNamed() {
    assertRefused(folder.resolve("none.png"), "there is no such file");
  }

  @Test
  void aFolderIsNotAFile() {
    assertRefused(folder, "cannot be read");
  }

  @Test
  void aTextFileIsNotAPicture() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "These are words.\nNot a picture.\n");
    assertRefused(text, "expected a PNG or JPEG picture");
  }

  @Test
  void anEmptyFileIsNotAPicture() throws IOException {
    assertRefused(Files.createFile(folder.resolve("empty.jpg")), "expected a PNG or JPEG picture");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rgb.png", "grey.png", "palette.png", "rgb.jpg", "progressive.jpg", "cmyk.jpg"})
  void aFileCutOffAnywhereIsRefused(String name) throws IOException {
    byte[] whole = Fixtures.file(name);
    for (int length = 1; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve(length + "-" + name), Arrays.copyOf(whole, length));
      assertRefused(cut, "expected a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "palette.png", "rgb.jpg", "cmyk.jpg", "orientation-6.jpg"})
  void aDamagedFileIsReadOrRefusedButNeverAnythingElse(String name) throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = Fixtures.file(name);
      for (int hits = 0; hits < 3; hits++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("damaged-" + name), damaged);
      try {
        assertThat(Pictures.read(file).width()).isPositive();
      } catch (PictureException e) {
        assertThat(e).hasMessageStartingWith(file + ": ").hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void aHugePictureIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] file = Fixtures.file("rgb.png");
    // Width and height, 8 bytes into the first chunk, and the checksum behind the chunk.
    ByteBuffer header = ByteBuffer.wrap(file);
    header.putInt(16, 20_000).putInt(20, 5_001);
    CRC32 checksum = new CRC32();
    checksum.update(file, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    Path huge = Files.write(folder.resolve("huge.png"), file);
    assertRefused(huge, "expected at most 100000000 pixels, got 20000 x 5001 = 100020000");
  }

  @Test
  void anUndecodableJpegNamesTheReaderThatMayHelp() throws IOException {
    byte[] file = Fixtures.file("rgb.jpg");
    // The first byte of the frame header (SOF0) is the number of bits of a sample.
    JpegSegments.walk(
        file.clone(),
        (marker, start, size) -> {
          if (marker == 0xc0) {
            file[start] = 12;
          }
        });
    Path odd = Files.write(folder.resolve("12-bit.jpg"), file);
    assertRefused(odd, "com.twelvemonkeys.imageio:imageio-jpeg");
  }

  @Test
  void aWrongChecksumIsRefused() throws IOException {
    byte[] file = Fixtures.file("rgb.png");
    file[file.length - 30] ^= 1;
    assertRefused(Files.write(folder.resolve("flipped.png"), file), "a checksum is wrong");
  }

  private static void assertRefused(Path file, String part) {
    PictureException e = catchThrowableOfType(PictureException.class, () -> Pictures.read(file));
    assertThat(e).as(file.toString()).isNotNull();
    assertThat(e)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }
}
