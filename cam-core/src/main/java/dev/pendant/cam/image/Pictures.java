package dev.pendant.cam.image;

import dev.pendant.cam.internal.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures from files and into files. Thread-safe; needs no display.
 *
 * <p>A picture has the values that Pillow's {@code ImageOps.exif_transpose(image).convert("RGB")}
 * gives:
 *
 * <ul>
 *   <li>transparency is dropped, the colour underneath stays;
 *   <li>greyscale, palette and 1-bit pictures become RGB; of 16-bit channels the high byte stays
 *       (Pillow does so for colour, but clips 16-bit greyscale to white);
 *   <li>colour profiles and gamma are ignored, as models are trained that way;
 *   <li>CMYK is taken as Adobe writes it, inverted, and converted without a profile;
 *   <li>a JPEG whose camera was held sideways is turned upright.
 * </ul>
 *
 * <p>JPEG decoders may differ by a few of 255 steps where colour was stored at half resolution.
 */
public final class Pictures {

  /** Larger pictures are refused before they are decoded. */
  public static final int MAX_PIXELS = 100_000_000;

  private static final int MAX_FILE_BYTES = 1 << 29;

  private Pictures() {}

  /**
   * Reads a PNG or JPEG file, or another kind that an ImageIO reader on the class path knows; of
   * several pictures in a file the first.
   *
   * @throws PictureException if the file is missing, not a picture, damaged, cut off, or larger
   *     than {@link #MAX_PIXELS}
   */
  public static Picture read(Path path) {
    try {
      long size = Files.size(path);
      if (size > MAX_FILE_BYTES) {
        throw new PictureException(
            path,
            "expected a picture of at most %d bytes, got %d; shrink it first"
                .formatted(MAX_FILE_BYTES, size));
      }
      return new PictureReader(path, Files.readAllBytes(path)).read();
    } catch (IOException e) {
      throw PictureException.notRead(path, e);
    }
  }

  /**
   * Writes an RGB PNG file, the whole of it or nothing; a file of that name is replaced.
   *
   * @throws PictureException if the file cannot be written
   */
  public static void writePng(Path path, Picture picture) {
    try {
      AtomicFile.write(
          path,
          out -> {
            // Not ImageIO.write(.., out), which may cache on disk.
            try (var stream = new MemoryCacheImageOutputStream(out)) {
              if (!ImageIO.write(toBufferedImage(picture), "png", stream)) {
                throw new IOException("this Java has no PNG writer");
              }
            }
          });
    } catch (IOException e) {
      throw PictureException.notWritten(path, e);
    }
  }

  private static BufferedImage toBufferedImage(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(x, y, picture.rgb(x, y));
      }
    }
    return image;
  }
}
