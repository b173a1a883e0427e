package dev.pendant.tck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The buffers a caller may bring; all in native byte order, as the SPI asks. */
enum BufferKind {
  HEAP {
    @Override
    ByteBuffer empty(int size) {
      return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
  },
  DIRECT {
    @Override
    ByteBuffer empty(int size) {
      return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
  },
  /** Starts inside its backing array: {@code arrayOffset()} is not 0, {@code position()} is. */
  HEAP_SLICE {
    @Override
    ByteBuffer empty(int size) {
      return ByteBuffer.allocate(size + 24).slice(8, size).order(ByteOrder.nativeOrder());
    }
  },
  /** Position is not 0 and the limit is not the capacity. */
  DIRECT_MIDDLE {
    @Override
    ByteBuffer empty(int size) {
      return ByteBuffer.allocateDirect(size + 24)
          .order(ByteOrder.nativeOrder())
          .position(8)
          .limit(8 + size);
    }
  },
  HEAP_MIDDLE {
    @Override
    ByteBuffer empty(int size) {
      return ByteBuffer.allocate(size + 24)
          .order(ByteOrder.nativeOrder())
          .position(8)
          .limit(8 + size);
    }
  };

  /** A buffer to write this many bytes into. */
  abstract ByteBuffer empty(int size);

  /** A buffer whose bytes between position and limit are these. */
  ByteBuffer holding(byte[] bytes) {
    ByteBuffer buffer = empty(bytes.length);
    int start = buffer.position();
    return buffer.put(bytes).position(start);
  }
}
