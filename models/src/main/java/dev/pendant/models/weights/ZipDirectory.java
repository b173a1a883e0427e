package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The central directory of a ZIP file, also of one past 4 GB (ZIP64). Names are keys, compared as
 * they are; they never become paths. Field offsets are those of PKWARE's APPNOTE.TXT 6.3.9.
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int END64_LOCATOR = 0x07064b50;
  private static final int END64_LOCATOR_SIZE = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_SIZE = 56;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int EXTRA64 = 1;
  private static final long IN_EXTRA64 = 0xffffffffL;
  private static final long LONGEST = 1 << 26;

  /** Where the bytes of an entry lie, uncompressed. */
  record Region(long position, long size) {}

  private record Entry(long header, long size, boolean stored) {}

  private final MappedFile file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  ZipDirectory(MappedFile file) {
    this.file = file;
    long end = findEnd();
    ByteBuffer fields = file.bytes(end, END_SIZE);
    long size = Integer.toUnsignedLong(fields.getInt(12));
    long start = Integer.toUnsignedLong(fields.getInt(16));
    ByteBuffer fields64 = end64(end);
    if (fields64 != null) {
      size = fields64.getLong(40);
      start = fields64.getLong(48);
    }
    if (!file.has(start, size) || size > LONGEST) {
      throw bad("its directory would be " + size + " bytes at " + start);
    }
    ByteBuffer directory = file.bytes(start, (int) size);
    while (directory.hasRemaining()) {
      readEntry(directory);
    }
  }

  private static ModelException bad(String why) {
    return new ModelException("is a damaged ZIP file: " + why + "; fetch or save it again");
  }

  private long findEnd() {
    int tail = (int) Math.min(file.size(), END_SIZE + LONGEST_COMMENT);
    ByteBuffer bytes = file.bytes(file.size() - tail, tail);
    for (int at = tail - END_SIZE; at >= 0; at--) {
      if (bytes.getInt(at) == END
          && Short.toUnsignedInt(bytes.getShort(at + 20)) == tail - END_SIZE - at) {
        return file.size() - tail + at;
      }
    }
    throw bad("it has no end record, so its end is missing");
  }

  private @Nullable ByteBuffer end64(long end) {
    long at = end - END64_LOCATOR_SIZE;
    if (!file.has(at, END64_LOCATOR_SIZE)) {
      return null;
    }
    ByteBuffer locator = file.bytes(at, END64_LOCATOR_SIZE);
    if (locator.getInt(0) != END64_LOCATOR) {
      return null;
    }
    long position = locator.getLong(8);
    if (!file.has(position, END64_SIZE)) {
      throw bad("its ZIP64 end record would be at " + position);
    }
    ByteBuffer fields = file.bytes(position, END64_SIZE);
    if (fields.getInt(0) != END64) {
      throw bad("it has no ZIP64 end record at " + position);
    }
    return fields;
  }

  private void readEntry(ByteBuffer directory) {
    int at = directory.position();
    if (directory.remaining() < CENTRAL_SIZE || directory.getInt(at) != CENTRAL) {
      throw bad("its directory breaks off after " + entries.size() + " entries");
    }
    int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
    int extraLength = Short.toUnsignedInt(directory.getShort(at + 30));
    int commentLength = Short.toUnsignedInt(directory.getShort(at + 32));
    int length = CENTRAL_SIZE + nameLength + extraLength + commentLength;
    if (directory.remaining() < length) {
      throw bad("its directory breaks off in entry " + entries.size());
    }
    String name =
        new String(directory.array(), at + CENTRAL_SIZE, nameLength, StandardCharsets.UTF_8);
    ByteBuffer extra =
        extra64(
            directory.slice(at + CENTRAL_SIZE + nameLength, extraLength).order(directory.order()));
    long size = field(directory.getInt(at + 24), extra);
    long compressed = field(directory.getInt(at + 20), extra);
    long header = field(directory.getInt(at + 42), extra);
    boolean encrypted = (directory.getShort(at + 8) & 1) != 0;
    boolean stored = directory.getShort(at + 10) == 0 && size == compressed && !encrypted;
    if (entries.put(name, new Entry(header, size, stored)) != null) {
      throw bad("it has two entries of one name");
    }
    directory.position(at + length);
  }

  /** The extra field that holds what does not fit 32 bits; empty if there is none. */
  private static ByteBuffer extra64(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int size = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      if (id == EXTRA64) {
        return extra.limit(extra.position() + size);
      }
      extra.position(extra.position() + size);
    }
    return extra.position(extra.limit());
  }

  private static long field(int bits, ByteBuffer extra) {
    long value = Integer.toUnsignedLong(bits);
    return value == IN_EXTRA64 && extra.remaining() >= 8 ? extra.getLong() : value;
  }

  Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /**
   * The bytes of an entry.
   *
   * @throws ModelException if there is no such entry, it is not stored as it is, or lies outside
   *     the file
   */
  Region require(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw bad("it lacks the entry '" + name + "'");
    }
    if (!entry.stored()) {
      throw new ModelException(
          "keeps '"
              + name
              + "' compressed or encrypted, which torch.save does not do; unpack it and save the"
              + " state dict again with torch.save");
    }
    if (!file.has(entry.header(), LOCAL_SIZE)) {
      throw bad("the entry '" + name + "' would be at " + entry.header());
    }
    ByteBuffer local = file.bytes(entry.header(), LOCAL_SIZE);
    long position =
        entry.header()
            + LOCAL_SIZE
            + Short.toUnsignedInt(local.getShort(26))
            + Short.toUnsignedInt(local.getShort(28));
    if (local.getInt(0) != LOCAL || !file.has(position, entry.size())) {
      throw bad("the entry '" + name + "' would be " + entry.size() + " bytes at " + position);
    }
    return new Region(position, entry.size());
  }
}
