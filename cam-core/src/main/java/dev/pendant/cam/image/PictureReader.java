package dev.pendant.cam.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes one file with the first ImageIO reader that recognises it. */
final class PictureReader {

  private final Path path;
  private final byte[] file;
  private final @Nullable JpegHeader jpeg;

  PictureReader(Path path, byte[] file) {
    this.path = path;
    this.jpeg = JpegSegments.isJpeg(file) ? new JpegHeader(file) : null;
    this.file = jpeg == null ? file : jpeg.withoutProfile();
  }

  Picture read() {
    requireWhole();
    // In memory, whatever ImageIO.setUseCache says.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      ImageReader reader = readerOf(stream);
      try {
        reader.setInput(stream, true, true);
        return decode(reader);
      } finally {
        reader.dispose();
      }
    } catch (PictureException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers meet damaged files with all kinds of runtime exceptions.
      throw new PictureException(path, notDecoded(e), e);
    }
  }

  /** Readers fill what is missing with grey, or with noise, and say nothing. */
  private void requireWhole() {
    String fault = null;
    if (jpeg != null && !jpeg.isComplete()) {
      fault = "it is cut off";
    } else if (PngChunks.isPng(file)) {
      fault = PngChunks.fault(file);
    }
    if (fault != null) {
      throw new PictureException(
          path, "expected a whole picture, but " + fault + "; copy or download it again");
    }
  }

  private ImageReader readerOf(ImageInputStream stream) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new PictureException(
          path,
          "expected a PNG or JPEG picture, or BMP, GIF or TIFF, but the content is none of these;"
              + " convert it to PNG first");
    }
    return readers.next();
  }

  private Picture decode(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > Pictures.MAX_PIXELS) {
      throw new PictureException(
          path,
          "expected at most %d pixels, got %d x %d = %d; shrink the picture first"
              .formatted(Pictures.MAX_PIXELS, width, height, (long) width * height));
    }
    if (jpeg == null) {
      return Decoded.toPicture(reader.read(0));
    }
    Picture stored =
        jpeg.components() == 4
            ? Cmyk.toPicture(reader.readRaster(0, null), jpeg.isYcck())
            : Decoded.toPicture(reader.read(0));
    return Orientation.upright(stored, jpeg.orientation());
  }

  private String notDecoded(Exception e) {
    String advice = "copy or download it again, or convert it to RGB PNG";
    if (jpeg != null) {
      advice +=
          ", or put com.twelvemonkeys.imageio:imageio-jpeg, which reads more kinds of JPEG, on the"
              + " class path";
    }
    return "expected a whole picture, but it cannot be decoded (" + e.getMessage() + "); " + advice;
  }
}
