package dev.pendant.cam.image;

/** What ImageIO does not tell of a JPEG file. */
final class JpegHeader {

  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final String PROFILE = "ICC_PROFILE\0";

  private final byte[] file;
  private final boolean complete;
  private int components;
  private boolean ycck;
  private int orientation = Orientation.UPRIGHT;

  JpegHeader(byte[] file) {
    this.file = file;
    this.complete = JpegSegments.walk(file, this::take);
  }

  private void take(int marker, int start, int size) {
    if (isFrame(marker) && size > 5) {
      components = file[start + 5] & 0xff;
    } else if (marker == APP14 && JpegSegments.startsWith(file, start, size, "Adobe")) {
      ycck = size > 11 && file[start + 11] == 2;
    } else if (marker == APP1 && JpegSegments.startsWith(file, start, size, Exif.START)) {
      orientation = Exif.orientation(file, start, size);
    }
  }

  /** Whether the file goes on until its end marker. */
  boolean isComplete() {
    return complete;
  }

  /** Colour channels; 0 if the file declares none. */
  int components() {
    return components;
  }

  /** Whether four channels are luminance, chrominance and black. */
  boolean isYcck() {
    return ycck;
  }

  /** EXIF's orientation; {@link Orientation#UPRIGHT} if there is none. */
  int orientation() {
    return orientation;
  }

  /** A copy in which no reader finds a colour profile, as each would convert from it in its way. */
  byte[] withoutProfile() {
    byte[] copy = file.clone();
    JpegSegments.walk(
        file,
        (marker, start, size) -> {
          if (marker == APP2 && JpegSegments.startsWith(file, start, size, PROFILE)) {
            copy[start] = 'x';
          }
        });
    return copy;
  }

  /** SOF0 to SOF15, less the three codes among them that mean something else. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
