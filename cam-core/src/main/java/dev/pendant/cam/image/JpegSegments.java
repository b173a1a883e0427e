package dev.pendant.cam.image;

import java.nio.charset.StandardCharsets;

/** Walks the segments of a JPEG file. */
final class JpegSegments {

  private static final int END = 0xd9;

  /** Sees one segment: its marker (the byte after 0xff), and where its content lies. */
  interface Visitor {
    void segment(int marker, int start, int size);
  }

  private JpegSegments() {}

  static boolean isJpeg(byte[] file) {
    return file.length > 2
        && (file[0] & 0xff) == 0xff
        && (file[1] & 0xff) == 0xd8
        && (file[2] & 0xff) == 0xff;
  }

  /**
   * @return whether the end marker was reached
   */
  static boolean walk(byte[] file, Visitor visitor) {
    int at = nextMarker(file, 2);
    while (at + 3 < file.length) {
      int marker = file[at + 1] & 0xff;
      if (marker == END) {
        return true;
      }
      int length = (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff);
      int start = at + 4;
      int size = Math.max(Math.min(length - 2, file.length - start), 0);
      visitor.segment(marker, start, size);
      at = nextMarker(file, start + size);
    }
    return at + 1 < file.length && (file[at + 1] & 0xff) == END;
  }

  static boolean startsWith(byte[] file, int start, int size, String text) {
    return size >= text.length()
        && new String(file, start, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  /** Skips coded pixels, with their stuffed zeros and restart markers, and padding. */
  private static int nextMarker(byte[] file, int from) {
    for (int at = from; at + 1 < file.length; at++) {
      int second = file[at + 1] & 0xff;
      boolean noMarker = second == 0 || second == 0xff || (second >= 0xd0 && second <= 0xd7);
      if ((file[at] & 0xff) == 0xff && !noMarker) {
        return at;
      }
    }
    return file.length;
  }
}
