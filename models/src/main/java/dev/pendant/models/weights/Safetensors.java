package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Named tensors of a {@code .safetensors} file, in Java's own memory. The file is checked whole
 * when it is read: offsets without gaps or overlaps, every tensor exactly as long as its shape
 * says. Types read: F32, F64, I64. Immutable.
 */
public final class Safetensors {

  /** Bytes before the header, which tell its length. */
  private static final int PREFIX = 8;

  private static final long LONGEST_HEADER = 100_000_000;

  private record Entry(Spec spec, int begin, int end) {}

  private final Map<String, Entry> entries;
  private final ByteBuffer data;

  private Safetensors(Map<String, Entry> entries, ByteBuffer data) {
    this.entries = entries;
    this.data = data;
  }

  /**
   * @throws ModelException if the file cannot be read or breaks the format
   */
  public static Safetensors read(Path file) {
    try {
      return of(Files.readAllBytes(file));
    } catch (IOException | OutOfMemoryError e) {
      throw new ModelException(file + ": cannot be read (" + e + ")", e);
    } catch (ModelException e) {
      throw e.in(file.toString());
    }
  }

  /**
   * The same for a file's content.
   *
   * @throws ModelException if it breaks the format
   */
  public static Safetensors of(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < PREFIX) {
      throw bad("has only " + content.length + " bytes");
    }
    long header = file.getLong();
    if (header < 2 || header > LONGEST_HEADER || header > content.length - PREFIX) {
      throw bad("says its header has " + header + " bytes, the file has " + content.length);
    }
    byte[] json = new byte[(int) header];
    file.get(json);
    ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Entry> entries = new LinkedHashMap<>();
    HeaderJson.parse(json)
        .forEach(
            (name, value) -> {
              if (!name.equals("__metadata__")) {
                entries.put(name, entry(name, value));
              }
            });
    checkCoverage(entries, data.limit());
    return new Safetensors(entries, data);
  }

  private static ModelException bad(String why) {
    return new ModelException("expected a safetensors file, but it " + why);
  }

  private static Entry entry(String name, Object value) {
    if (!(value instanceof Map<?, ?> fields)
        || !(fields.get("dtype") instanceof String dtype)
        || !(fields.get("shape") instanceof List<?> shape)
        || !(fields.get("data_offsets") instanceof List<?> offsets)
        || offsets.size() != 2) {
      throw bad("does not tell dtype, shape and data_offsets of '" + name + "'");
    }
    Spec spec = new Spec(shape(name, shape), type(name, dtype));
    long begin = number(name, offsets.get(0));
    long end = number(name, offsets.get(1));
    long bytes;
    try {
      bytes = spec.bytes();
    } catch (ArithmeticException e) {
      throw bad("gives '" + name + "' the impossible shape " + spec.shape());
    }
    if (begin > end || end > Integer.MAX_VALUE || end - begin != bytes) {
      throw bad("keeps '" + name + "' " + spec + " at [" + begin + ", " + end + ")");
    }
    return new Entry(spec, (int) begin, (int) end);
  }

  private static DType type(String name, String dtype) {
    return switch (dtype) {
      case "F32" -> DType.FLOAT32;
      case "F64" -> DType.FLOAT64;
      case "I64" -> DType.INT64;
      default -> throw bad("has type " + dtype + " for '" + name + "'; F32, F64 and I64 are read");
    };
  }

  private static Shape shape(String name, List<?> extents) {
    try {
      return Shape.of(extents.stream().mapToLong(extent -> number(name, extent)).toArray());
    } catch (ArithmeticException e) {
      throw bad("gives '" + name + "' the impossible shape " + extents);
    }
  }

  private static long number(String name, Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw bad("has " + value + " where '" + name + "' needs a number");
  }

  private static void checkCoverage(Map<String, Entry> entries, int length) {
    List<Entry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingInt(Entry::begin).thenComparingInt(Entry::end));
    int at = 0;
    for (Entry entry : ordered) {
      if (entry.begin() != at) {
        throw bad("has a gap or an overlap at byte " + at + " of its data");
      }
      at = entry.end();
    }
    if (at != length) {
      throw bad("describes " + at + " bytes of data, has " + length);
    }
  }

  /** Names in the order of the header. */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** Shape and type of a tensor. */
  public Spec spec(String name) {
    return entry(name).spec();
  }

  /** A copy of the values of an F32 tensor, row-major. */
  public float[] floats(String name) {
    float[] values = new float[count(name, DType.FLOAT32)];
    bytes(name).asFloatBuffer().get(values);
    return values;
  }

  /** A copy of the values of an F64 tensor, row-major. */
  public double[] doubles(String name) {
    double[] values = new double[count(name, DType.FLOAT64)];
    bytes(name).asDoubleBuffer().get(values);
    return values;
  }

  /** A copy of the values of an I64 tensor, row-major. */
  public long[] longs(String name) {
    long[] values = new long[count(name, DType.INT64)];
    bytes(name).asLongBuffer().get(values);
    return values;
  }

  private int count(String name, DType type) {
    Spec spec = spec(name);
    if (spec.type() != type) {
      throw new IllegalArgumentException("'" + name + "' is " + spec + ", asked for " + type);
    }
    return (int) spec.shape().elements();
  }

  private ByteBuffer bytes(String name) {
    Entry entry = entry(name);
    return data.slice(entry.begin(), entry.end() - entry.begin()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no tensor '" + name + "'; there are " + entries.keySet());
    }
    return entry;
  }
}
