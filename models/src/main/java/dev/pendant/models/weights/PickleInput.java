package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle within a file, read forward; never past their end. */
final class PickleInput {

  /** Of all pickles together; a thousand tensors take a tenth of a megabyte. */
  private static final long LONGEST = 1 << 26;

  private static final int CHUNK = 1 << 13;
  private static final int LONGEST_LINE = 256;
  private static final int LONGEST_STRING = 1 << 20;

  private final MappedFile file;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).flip();
  private final long end;

  /** Of the byte after the chunk. */
  private long next;

  PickleInput(MappedFile file, long position, long size) {
    this.file = file;
    this.next = position;
    this.end = position + Math.min(size, LONGEST);
  }

  /** Of the byte read next, in the file. */
  long position() {
    return next - chunk.remaining();
  }

  int u8() {
    if (!chunk.hasRemaining()) {
      chunk.clear().limit((int) Math.min(CHUNK, end - next));
      if (!chunk.hasRemaining()) {
        throw new ModelException(
            "has a pickle that breaks off or is longer than " + LONGEST + " bytes; fetch it again");
      }
      file.read(next, chunk);
      next += chunk.flip().remaining();
    }
    return Byte.toUnsignedInt(chunk.get());
  }

  int u16() {
    return u8() | u8() << 8;
  }

  int i32() {
    return u16() | u16() << 16;
  }

  double f64() {
    return ByteBuffer.wrap(bytes(Double.BYTES)).getDouble();
  }

  /** A two's complement number of so many bytes: a Long where it fits. */
  Number integer(int count) {
    if (count == 0) {
      return 0L;
    }
    byte[] bytes = bytes(count);
    for (int i = 0; i < count / 2; i++) {
      byte low = bytes[i];
      bytes[i] = bytes[count - 1 - i];
      bytes[count - 1 - i] = low;
    }
    BigInteger value = new BigInteger(bytes);
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  String string(long length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** Up to the end of the line. */
  String line() {
    StringBuilder line = new StringBuilder();
    for (int c = u8(); c != '\n'; c = u8()) {
      if (line.length() == LONGEST_LINE) {
        throw new ModelException("names something with more than " + LONGEST_LINE + " characters");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private byte[] bytes(long count) {
    if (count < 0 || count > LONGEST_STRING || count > end - position()) {
      throw new ModelException(
          "has a string of " + count + " bytes in a pickle with " + (end - position()) + " left");
    }
    byte[] bytes = new byte[(int) count];
    int here = Math.min(bytes.length, chunk.remaining());
    chunk.get(bytes, 0, here);
    file.read(next, ByteBuffer.wrap(bytes, here, bytes.length - here));
    next += bytes.length - here;
    return bytes;
  }
}
