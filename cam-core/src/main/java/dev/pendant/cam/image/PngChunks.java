package dev.pendant.cam.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Checks what ImageIO's PNG reader does not: that nothing is missing and every checksum is right.
 */
final class PngChunks {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** "IEND" as a number. */
  private static final int END = 0x49454e44;

  private PngChunks() {}

  static boolean isPng(byte[] file) {
    return file.length >= SIGNATURE.length
        && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /** What is wrong with the file, or null. */
  static @Nullable String fault(byte[] file) {
    ByteBuffer chunks = ByteBuffer.wrap(file).position(SIGNATURE.length);
    CRC32 checksum = new CRC32();
    // Each chunk is a length, a name, that many bytes, and a checksum of name and bytes.
    while (chunks.remaining() >= 12) {
      int length = chunks.getInt();
      if (length < 0 || length > chunks.remaining() - 8) {
        return "it is cut off";
      }
      int name = chunks.getInt(chunks.position());
      checksum.reset();
      checksum.update(file, chunks.position(), 4 + length);
      chunks.position(chunks.position() + 4 + length);
      if (chunks.getInt() != (int) checksum.getValue()) {
        return "a checksum is wrong";
      }
      if (name == END) {
        return null;
      }
    }
    return "it is cut off";
  }
}
