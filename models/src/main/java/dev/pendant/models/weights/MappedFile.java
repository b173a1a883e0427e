package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of any length, mapped into memory in windows, since one mapping ends at 2 GB. The system
 * reads a page when it is asked for, and forgets it when it needs the room. Mappings go when this
 * object is collected; any thread may read.
 */
final class MappedFile {

  private static final int WINDOW = 1 << 30;

  private final MappedByteBuffer[] windows;
  private final long size;

  private MappedFile(MappedByteBuffer[] windows, long size) {
    this.windows = windows;
    this.size = size;
  }

  static MappedFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          (Files.exists(file) ? "is not a file" : "does not exist")
              + ", expected weights; check the path (relative to "
              + Path.of("").toAbsolutePath()
              + ")");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      MappedByteBuffer[] windows = new MappedByteBuffer[(int) ((size + WINDOW - 1) / WINDOW)];
      for (int i = 0; i < windows.length; i++) {
        long from = (long) i * WINDOW;
        windows[i] =
            channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(WINDOW, size - from));
      }
      return new MappedFile(windows, size);
    } catch (IOException e) {
      throw new ModelException("cannot be read (" + e + "); check permissions", e);
    }
  }

  long size() {
    return size;
  }

  /** Whether these bytes lie in the file. */
  boolean has(long position, long bytes) {
    return position >= 0 && bytes >= 0 && position <= size - bytes;
  }

  /** Fills the buffer's rest from that position on, which must lie in the file. */
  void read(long position, ByteBuffer target) {
    long at = position;
    while (target.hasRemaining()) {
      MappedByteBuffer window = windows[(int) (at / WINDOW)];
      int from = (int) (at % WINDOW);
      int count = Math.min(target.remaining(), window.capacity() - from);
      target.put(window.slice(from, count));
      at += count;
    }
  }

  /** A copy of some bytes, little-endian, which must lie in the file. */
  ByteBuffer bytes(long position, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    read(position, bytes);
    return bytes.flip();
  }
}
