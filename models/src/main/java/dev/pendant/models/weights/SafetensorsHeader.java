package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file. Offsets must be without gaps or overlaps, every tensor exactly
 * as long as its shape says.
 */
final class SafetensorsHeader {

  /** Bytes before the header, which tell its length. */
  private static final int PREFIX = 8;

  /** That of the reference library. */
  private static final long LONGEST = 100_000_000;

  private static final int HIGHEST_RANK = 64;

  private SafetensorsHeader() {}

  static Map<String, StoredTensor> read(MappedFile file) {
    long length = file.bytes(0, PREFIX).getLong();
    if (length < 2 || length > LONGEST || length > file.size() - PREFIX) {
      throw bad("says its header has " + length + " bytes, the file has " + file.size());
    }
    long dataStart = PREFIX + length;
    long dataBytes = file.size() - dataStart;
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    HeaderJson.parse(file.bytes(PREFIX, (int) length).array())
        .forEach(
            (name, value) -> {
              if (!name.equals("__metadata__")) {
                tensors.put(name, tensor(name, value, dataStart, dataBytes));
              }
            });
    checkCoverage(tensors, dataStart, dataBytes);
    return tensors;
  }

  private static ModelException bad(String why) {
    return new ModelException("expected a safetensors file, but it " + why);
  }

  private static StoredTensor tensor(String name, Object value, long dataStart, long dataBytes) {
    if (!(value instanceof Map<?, ?> fields)
        || !(fields.get("dtype") instanceof String dtype)
        || !(fields.get("shape") instanceof List<?> extents)
        || !(fields.get("data_offsets") instanceof List<?> offsets)
        || offsets.size() != 2) {
      throw bad("does not tell dtype, shape and data_offsets of '" + name + "'");
    }
    StoredType type = StoredType.named(dtype);
    if (type == null) {
      throw bad(
          "has type "
              + dtype
              + " for '"
              + name
              + "'; read are "
              + List.of(StoredType.values())
              + ", convert it before saving");
    }
    Shape shape = shape(name, extents);
    long begin = number(name, offsets.get(0));
    long end = number(name, offsets.get(1));
    if (begin > end || end > dataBytes || end - begin != bytes(name, shape, type)) {
      throw bad("keeps '" + name + "' " + type + shape + " at [" + begin + ", " + end + ")");
    }
    return StoredTensor.dense(type, shape, dataStart + begin);
  }

  private static long bytes(String name, Shape shape, StoredType type) {
    try {
      return Math.multiplyExact(shape.elements(), type.bytes());
    } catch (ArithmeticException e) {
      throw bad("gives '" + name + "' the impossible shape " + shape);
    }
  }

  private static Shape shape(String name, List<?> extents) {
    if (extents.size() > HIGHEST_RANK) {
      throw bad("gives '" + name + "' " + extents.size() + " axes");
    }
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
    throw bad("needs a number for '" + name + "', has something else");
  }

  private static void checkCoverage(
      Map<String, StoredTensor> tensors, long dataStart, long dataBytes) {
    List<StoredTensor> ordered = new ArrayList<>(tensors.values());
    ordered.sort(
        Comparator.comparingLong(StoredTensor::position)
            .thenComparingLong(tensor -> tensor.shape().elements()));
    long at = dataStart;
    for (StoredTensor tensor : ordered) {
      if (tensor.position() != at) {
        throw bad("has a gap or an overlap at byte " + (at - dataStart) + " of its data");
      }
      at += tensor.shape().elements() * tensor.type().bytes();
    }
    if (at != dataStart + dataBytes) {
      throw bad("describes " + (at - dataStart) + " bytes of data, has " + dataBytes);
    }
  }
}
