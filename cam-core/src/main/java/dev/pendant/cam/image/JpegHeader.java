package dev.pendant.cam.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What ImageIO does not tell of a JPEG file, from its segments.
 *
 * @param components colour channels, or 0 if no frame was found
 * @param isYcck whether Adobe's segment says that four channels are YCCK
 * @param orientation EXIF's orientation, 1 if there is none
 * @param complete whether the end marker is there
 */
record JpegHeader(int components, boolean isYcck, int orientation, boolean complete) {

  private static final int END = 0xd9;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;

  static boolean isJpeg(byte[] file) {
    return file.length > 2
        && (file[0] & 0xff) == 0xff
        && (file[1] & 0xff) == 0xd8
        && (file[2] & 0xff) == 0xff;
  }

  static JpegHeader parse(byte[] file) {
    int components = 0;
    boolean ycck = false;
    int orientation = Orientation.UPRIGHT;
    int at = 2;
    while (true) {
      at = nextMarker(file, at);
      if (at + 1 >= file.length) {
        return new JpegHeader(components, ycck, orientation, false);
      }
      int marker = file[at + 1] & 0xff;
      if (marker == END) {
        return new JpegHeader(components, ycck, orientation, true);
      }
      if (at + 3 >= file.length) {
        return new JpegHeader(components, ycck, orientation, false);
      }
      int length = (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff);
      int body = at + 4;
      int size = Math.max(Math.min(length - 2, file.length - body), 0);
      if (isFrame(marker) && size > 5) {
        components = file[body + 5] & 0xff;
      } else if (marker == APP14 && startsWith(file, body, size, "Adobe") && size > 11) {
        ycck = file[body + 11] == 2;
      } else if (marker == APP1 && startsWith(file, body, size, "Exif\0\0")) {
        orientation = orientation(ByteBuffer.wrap(file, body + 6, size - 6).slice());
      }
      at = body + size;
    }
  }

  /** Skips what is between segments: coded pixels, with their stuffed zeros and restart marks. */
  private static int nextMarker(byte[] file, int from) {
    for (int at = from; at + 1 < file.length; at++) {
      int second = file[at + 1] & 0xff;
      boolean stuffedOrRestart =
          second == 0 || second == 0xff || (second >= 0xd0 && second <= 0xd7);
      if ((file[at] & 0xff) == 0xff && !stuffedOrRestart) {
        return at;
      }
    }
    return file.length;
  }

  /** SOF0 to SOF15, less the three codes among them that mean tables. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean startsWith(byte[] file, int at, int size, String text) {
    return size >= text.length()
        && new String(file, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  /** Tag 0x0112 of the first directory of a TIFF; damaged EXIF counts as none. */
  private static int orientation(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return Orientation.UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return Orientation.UPRIGHT;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (entry > tiff.limit() - 12) {
        break;
      }
      if (tiff.getShort(entry) == 0x0112) {
        return tiff.getShort(entry + 8);
      }
    }
    return Orientation.UPRIGHT;
  }
}
