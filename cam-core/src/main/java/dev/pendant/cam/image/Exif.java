package dev.pendant.cam.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing a picture needs of its EXIF segment, which holds a small TIFF file. */
final class Exif {

  static final String START = "Exif\0\0";

  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY_BYTES = 12;

  private Exif() {}

  /** {@link Orientation#UPRIGHT} where the segment does not say, or is damaged. */
  static int orientation(byte[] file, int start, int size) {
    ByteBuffer tiff = ByteBuffer.wrap(file, start + START.length(), size - START.length()).slice();
    if (tiff.limit() < 8) {
      return Orientation.UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return Orientation.UPRIGHT;
    }
    int first = directory + 2;
    int last = first + ENTRY_BYTES * (tiff.getShort(directory) & 0xffff);
    for (int at = first; at < last && at <= tiff.limit() - ENTRY_BYTES; at += ENTRY_BYTES) {
      if (tiff.getShort(at) == ORIENTATION) {
        return tiff.getShort(at + 8);
      }
    }
    return Orientation.UPRIGHT;
  }
}
