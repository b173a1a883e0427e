package dev.pendant.cam.image;

import dev.pendant.cam.internal.AtomicFile;
import dev.pendant.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's {@code .npy} files, version 1.0, of little-endian float32 or float64 in C order; {@code
 * numpy.load} reads them.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
public final class Npy {

  /** 0x93, "NUMPY", and version 1.0. */
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** The magic and a 16-bit length stand before the header's text. */
  private static final int PREFIX = MAGIC.length + Short.BYTES;

  /** Elements start at a multiple of this, so that the file can be mapped into memory. */
  private static final int ALIGNMENT = 64;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f([48])', 'fortran_order': False, 'shape': \\(((?:\\d+, ?)*\\d*)\\),? *\\}\\s*");

  private Npy() {}

  /**
   * Writes the whole file or nothing; a file of that name is replaced.
   *
   * @param values the elements, the last axis fastest
   * @throws IllegalArgumentException if the number of values is not that of the shape
   * @throws PictureException if the file cannot be written
   */
  public static void write(Path path, float[] values, Shape shape) {
    ByteBuffer elements = elements(shape, values.length, Float.BYTES);
    elements.asFloatBuffer().put(values);
    write(path, shape, elements, Float.BYTES);
  }

  /** The same in float64. */
  public static void write(Path path, double[] values, Shape shape) {
    ByteBuffer elements = elements(shape, values.length, Double.BYTES);
    elements.asDoubleBuffer().put(values);
    write(path, shape, elements, Double.BYTES);
  }

  private static ByteBuffer elements(Shape shape, int count, int bytes) {
    if (count != shape.elements()) {
      throw new IllegalArgumentException(
          "expected %d values for shape %s, got %d".formatted(shape.elements(), shape, count));
    }
    return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(Path path, Shape shape, ByteBuffer elements, int bytes) {
    byte[] header = header(shape, bytes);
    try {
      AtomicFile.write(
          path,
          out -> {
            out.write(header);
            out.write(elements.array());
          });
    } catch (IOException e) {
      throw PictureException.notWritten(path, e);
    }
  }

  /**
   * Reads a file of float32 of the kind that {@link #write(Path, float[], Shape)} writes.
   *
   * @throws PictureException if the file is missing, of another kind, or shorter or longer than its
   *     header says
   */
  public static NpyArray read(Path path) {
    Elements elements = elements(path, Float.BYTES);
    float[] values = new float[elements.count()];
    elements.file().asFloatBuffer().get(values);
    return new NpyArray(values, elements.shape());
  }

  /** The same for float64. */
  public static NpyDoubles readDoubles(Path path) {
    Elements elements = elements(path, Double.BYTES);
    double[] values = new double[elements.count()];
    elements.file().asDoubleBuffer().get(values);
    return new NpyDoubles(values, elements.shape());
  }

  /**
   * @param file standing at the first element, and holding all
   */
  private record Elements(ByteBuffer file, Shape shape, int count) {}

  private static Elements elements(Path path, int bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytesOf(path)).order(ByteOrder.LITTLE_ENDIAN);
    if (file.remaining() < PREFIX || !startsWithMagic(file)) {
      throw new PictureException(
          path, "expected a .npy file of version 1.0; write it with numpy.save");
    }
    byte[] text = new byte[Math.min(file.getShort() & 0xffff, file.remaining())];
    file.get(text);
    Shape shape = shapeOf(path, new String(text, StandardCharsets.ISO_8859_1), bytes);
    int count = file.remaining() / bytes;
    if (count != shape.elements() || count * bytes != file.remaining()) {
      throw new PictureException(
          path,
          "expected %d elements of %d bytes for shape %s, got %d bytes; write the file again"
              .formatted(shape.elements(), bytes, shape, file.remaining()));
    }
    return new Elements(file, shape, count);
  }

  private static byte[] header(Shape shape, int bytes) {
    // A Python tuple of one needs its comma.
    String tuple =
        shape.stream().mapToObj(Long::toString).collect(Collectors.joining(", "))
            + (shape.rank() == 1 ? "," : "");
    String text =
        "{'descr': '<f" + bytes + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
    int length = (PREFIX + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[length];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (length - PREFIX))
        .put(text.getBytes(StandardCharsets.US_ASCII));
    header[length - 1] = '\n';
    return header;
  }

  private static boolean startsWithMagic(ByteBuffer file) {
    byte[] start = new byte[MAGIC.length];
    file.get(start);
    return Arrays.equals(start, MAGIC);
  }

  private static Shape shapeOf(Path path, String header, int bytes) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != bytes) {
      throw new PictureException(
          path,
          "expected little-endian float%d in C order, got %s"
              .formatted(bytes * Byte.SIZE, header.strip()));
    }
    try {
      return Shape.of(
          Pattern.compile(",")
              .splitAsStream(matcher.group(2))
              .map(String::strip)
              .filter(extent -> !extent.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new PictureException(path, "no such shape is possible: " + header.strip(), e);
    }
  }

  private static byte[] bytesOf(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw PictureException.notRead(path, e);
    }
  }
}
