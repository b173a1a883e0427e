package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.image.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSourceTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "gif", "tiff"})
  void readsEveryKindThatTheHelpNames(String kind) throws IOException {
    Path file = folder.resolve("picture." + kind);
    assertThat(
            ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), kind, file.toFile()))
        .isTrue();
    Picture picture = new PictureSource(file).read();
    assertThat(picture.width()).isEqualTo(3);
    assertThat(picture.height()).isEqualTo(2);
    assertThat(Files.readString(Path.of("../README.md"))).contains("PNG, JPEG, BMP, GIF or TIFF");
  }
}
