package dev.pendant.cam.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * Takes the stored samples of a decoded image, not {@code BufferedImage.getRGB}, which would put
 * them through colour spaces and make greys brighter than they are stored.
 */
final class Decoded {

  private Decoded() {}

  static Picture toPicture(BufferedImage image) throws IOException {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return fromPalette(image.getRaster(), palette);
    }
    Raster raster = image.getRaster();
    int colours = image.getColorModel().getNumColorComponents();
    int type = raster.getTransferType();
    boolean unsigned =
        type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || type == DataBuffer.TYPE_INT;
    if ((colours != 1 && colours != 3) || !unsigned || image.isAlphaPremultiplied()) {
      throw new IOException("unexpected kind of pixels: " + image);
    }
    int[] bits = raster.getSampleModel().getSampleSize();
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[width * height * Picture.CHANNELS];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int channel = 0; channel < Picture.CHANNELS; channel++) {
        int band = colours == 1 ? 0 : channel;
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
        for (int x = 0; x < width; x++) {
          rgb[(y * width + x) * Picture.CHANNELS + channel] =
              (byte) toEightBits(row[x], bits[band]);
        }
      }
    }
    return Picture.wrap(width, height, rgb);
  }

  private static int toEightBits(int sample, int bits) {
    return bits >= 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
  }

  private static Picture fromPalette(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[width * height * Picture.CHANNELS];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        int colour = palette.getRGB(row[x]);
        int at = (y * width + x) * Picture.CHANNELS;
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
      }
    }
    return Picture.wrap(width, height, rgb);
  }
}
