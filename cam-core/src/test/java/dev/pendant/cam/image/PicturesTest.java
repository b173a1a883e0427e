package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PicturesTest {

  /** JPEG decoders may round differently. */
  private static final int JPEG_STEPS = 3;

  @TempDir Path folder;

  static Stream<String> files() {
    List<String> names = new ArrayList<>();
    Fixtures.get("pictures").fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatPillowReads(String name) throws IOException {
    assertReadsAsPillow(name);
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsItWithJavasOwnReadersAlone(String name) throws IOException {
    List<ImageReaderSpi> extras = new ArrayList<>();
    IIORegistry registry = IIORegistry.getDefaultInstance();
    Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      if (spi.getClass().getName().startsWith("com.twelvemonkeys.")) {
        extras.add(spi);
      }
    }
    assertThat(extras).isNotEmpty();
    extras.forEach(registry::deregisterServiceProvider);
    try {
      assertReadsAsPillow(name);
    } finally {
      extras.forEach(registry::registerServiceProvider);
    }
  }

  private void assertReadsAsPillow(String name) throws IOException {
    JsonNode expected = Fixtures.get("pictures").get(name);
    Picture pillows = Fixtures.picture(expected.get("size"), expected.get("pixels"));
    Picture ours = Pictures.read(Fixtures.copy(name, folder));
    assertThat(ours).hasToString(pillows.toString());
    int allowed = name.endsWith(".jpg") ? JPEG_STEPS : 0;
    assertThat(largestDifference(ours, pillows)).isLessThanOrEqualTo(allowed);
  }

  @Test
  void aWrittenPictureComesBack() {
    Picture picture =
        Fixtures.picture(
            Fixtures.get("resize").get(0).get("from"), Fixtures.get("resize").get(0).get("pixels"));
    Path file = folder.resolve("out.png");
    Pictures.writePng(file, picture);
    assertThat(Pictures.read(file)).isEqualTo(picture);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void writingIntoNoFolderIsAnErrorThatNamesTheFile() {
    Path file = folder.resolve("nowhere").resolve("out.png");
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> Pictures.writePng(file, Picture.ofRgb(1, 1, new byte[3])))
        .withMessageStartingWith(file + ": cannot be written");
  }

  @Test
  void aPictureIsNotChangedThroughItsBytes() {
    byte[] bytes = {1, 2, 3};
    Picture picture = Picture.ofRgb(1, 1, bytes);
    bytes[0] = 9;
    picture.toBytes()[1] = 9;
    assertThat(picture.rgb(0, 0)).isEqualTo(0x010203);
    assertThatCode(() -> picture.rgb(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static int largestDifference(Picture one, Picture other) {
    int largest = 0;
    for (int i = 0; i < one.bytes().length; i++) {
      largest = Math.max(largest, Math.abs((one.bytes()[i] & 0xff) - (other.bytes()[i] & 0xff)));
    }
    return largest;
  }
}
