package dev.pendant.cam.image;

import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
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
    this.file = file;
    this.jpeg = JpegHeader.isJpeg(file) ? JpegHeader.parse(file) : null;
  }

  Picture read() {
    if (jpeg != null && !jpeg.complete()) {
      // The decoder would fill the missing part with grey and say nothing.
      throw new PictureException(
          path, "expected a whole JPEG file, but it is cut off; copy or download it again");
    }
    ImageReader reader = null;
    // In memory, whatever ImageIO.setUseCache says.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader = readerOf(stream);
      reader.setInput(stream, true, true);
      return read(reader);
    } catch (IOException | RuntimeException e) {
      if (e instanceof PictureException known) {
        throw known;
      }
      // Readers meet damaged files with all kinds of runtime exceptions.
      throw new PictureException(path, notDecoded(e), e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  private ImageReader readerOf(ImageInputStream stream) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new PictureException(
          path,
          "expected a PNG or JPEG picture, but the content is neither; convert it to PNG first");
    }
    return readers.next();
  }

  private Picture read(ImageReader reader) throws IOException {
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
    Picture asStored =
        jpeg.components() == 4
            ? Cmyk.toPicture(reader.readRaster(0, null), jpeg.isYcck())
            : Decoded.toPicture(readWithoutProfile(reader));
    return Orientation.upright(asStored, jpeg.orientation());
  }

  /** By default the JPEG reader converts from an embedded colour profile; its own type keeps it. */
  private static BufferedImage readWithoutProfile(ImageReader reader) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    for (Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0); types.hasNext(); ) {
      ImageTypeSpecifier type = types.next();
      if (type.getNumComponents() == 3
          && type.getColorModel().getColorSpace() instanceof ICC_ColorSpace space
          && !space.isCS_sRGB()) {
        param.setDestinationType(type);
        break;
      }
    }
    return reader.read(0, param);
  }

  private String notDecoded(Exception e) {
    String advice =
        jpeg == null
            ? "copy or download it again, or convert it to RGB PNG"
            : "copy or download it again, or, if other programs open it, put"
                + " com.twelvemonkeys.imageio:imageio-jpeg on the class path, which reads more"
                + " kinds of JPEG";
    return "expected a whole picture, but it cannot be decoded (" + e.getMessage() + "); " + advice;
  }
}
