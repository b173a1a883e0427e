package dev.pendant.models.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes damaged files out of whole ones; the same for the same seed. */
final class Mutator {

  private static final long[] HOSTILE = {
    0,
    1,
    -1,
    Byte.MAX_VALUE,
    Short.MAX_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    100_000_000
  };

  /** Structure lies at the ends of the files, values between. */
  private static final int ENDS = 1500;

  private final Random random;
  private final List<byte[]> whole;
  private final List<byte[]> tokens;
  private final @Nullable Parser<? extends Message> messages;

  /**
   * @param messages how to parse the files where they are protobuf messages
   */
  Mutator(
      Random random,
      List<byte[]> whole,
      List<byte[]> tokens,
      @Nullable Parser<? extends Message> messages) {
    this.random = random;
    this.messages = messages;
    this.whole = whole;
    this.tokens = tokens;
  }

  byte[] next() {
    byte[] file = any(whole).clone();
    if (messages != null && random.nextInt(3) > 0) {
      return spliced(file);
    }
    if (ZipFiles.isZip(file) && random.nextInt(3) > 0) {
      return ZipFiles.withPickle(file, this::damaged);
    }
    return damaged(file);
  }

  private byte[] damaged(byte[] file) {
    byte[] damaged = file;
    int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 16 : 3);
    for (int i = 0; i < changes; i++) {
      damaged = changed(damaged);
    }
    return damaged;
  }

  private byte[] spliced(byte[] file) {
    try {
      Message message = Objects.requireNonNull(messages).parseFrom(file);
      MessageMutator mutator = new MessageMutator(random, tokens);
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        message = mutator.changed(message);
      }
      return message.toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the corpus holds a damaged file", e);
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] changed(byte[] file) {
    int at = place(file);
    return switch (random.nextInt(10)) {
      case 0, 1 -> flipped(file, at);
      case 2 -> overwritten(file, at, new byte[] {(byte) random.nextInt(256)});
      case 3 -> overwritten(file, at, hostileNumber());
      case 4 -> overwritten(file, at, any(tokens));
      case 5 -> replaced(file, at, at, any(tokens));
      case 6 -> replaced(file, at, Math.min(file.length, at + length()), new byte[0]);
      case 7 -> replaced(file, at, at, piece(file));
      case 8 -> replaced(file, at, Math.min(file.length, at + length()), piece(any(whole)));
      default ->
          random.nextInt(3) == 0
              ? Arrays.copyOf(file, at)
              : replaced(file, at, at, new byte[random.nextInt(64)]);
    };
  }

  private int place(byte[] file) {
    if (file.length == 0) {
      return 0;
    }
    if (random.nextInt(4) == 0 || file.length < 2 * ENDS) {
      return random.nextInt(file.length);
    }
    int at = random.nextInt(ENDS);
    return random.nextBoolean() ? at : file.length - 1 - at;
  }

  private int length() {
    return 1 + random.nextInt(random.nextInt(4) == 0 ? 512 : 16);
  }

  private byte[] piece(byte[] file) {
    int from = place(file);
    return Arrays.copyOfRange(file, from, Math.min(file.length, from + length()));
  }

  /** A number at an edge, or a small one. */
  static long hostile(Random random) {
    return random.nextInt(3) == 0
        ? random.nextInt(12) - 3
        : HOSTILE[random.nextInt(HOSTILE.length)] + random.nextInt(3) - 1;
  }

  private byte[] hostileNumber() {
    long number = hostile(random);
    int bytes = 1 << random.nextInt(4);
    ByteBuffer little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number);
    return Arrays.copyOf(little.array(), bytes);
  }

  private byte[] flipped(byte[] file, int at) {
    if (file.length > 0) {
      file[at] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  private static byte[] overwritten(byte[] file, int at, byte[] by) {
    System.arraycopy(by, 0, file, at, Math.min(by.length, file.length - at));
    return file;
  }

  private static byte[] replaced(byte[] file, int from, int to, byte[] by) {
    ByteBuffer changed = ByteBuffer.allocate(file.length - (to - from) + by.length);
    changed.put(file, 0, from).put(by).put(file, to, file.length - to);
    return changed.array();
  }
}
