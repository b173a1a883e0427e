package dev.pendant.models.weights;

import dev.pendant.models.internal.HalfFloats;
import dev.pendant.tensor.DType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a file keeps one element, little-endian, and the type it is read as: the next wider one that
 * a tensor has, so that every value stays exactly what it was.
 */
enum StoredType {
  F64("DoubleStorage", 8, DType.FLOAT64),
  F32("FloatStorage", 4, DType.FLOAT32),
  F16("HalfStorage", 2, DType.FLOAT32),
  BF16("BFloat16Storage", 2, DType.FLOAT32),
  I64("LongStorage", 8, DType.INT64),
  I32("IntStorage", 4, DType.INT64),
  I16("ShortStorage", 2, DType.INT64),
  I8("CharStorage", 1, DType.INT64),
  U8("ByteStorage", 1, DType.INT64),
  BOOL("BoolStorage", 1, DType.INT64);

  private final String torchName;
  private final int bytes;
  private final DType readAs;

  StoredType(String torchName, int bytes, DType readAs) {
    this.torchName = torchName;
    this.bytes = bytes;
    this.readAs = readAs;
  }

  /** The type of that name in a safetensors header, which is the constant's own. */
  static @Nullable StoredType named(String name) {
    for (StoredType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** The type of PyTorch's storage class of that name. */
  static @Nullable StoredType ofTorch(String storageClass) {
    for (StoredType type : values()) {
      if (type.torchName.equals(storageClass)) {
        return type;
      }
    }
    return null;
  }

  int bytes() {
    return bytes;
  }

  DType readAs() {
    return readAs;
  }

  /** Fills {@code to} from {@code at} on with every element of the buffer. */
  void floats(ByteBuffer from, float[] to, int at) {
    int count = from.remaining() / bytes;
    if (this == F32) {
      from.asFloatBuffer().get(to, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int bits = from.getShort();
      to[at + i] = this == F16 ? HalfFloats.fromHalf(bits) : HalfFloats.fromBfloat(bits);
    }
  }

  /** The same for integers; true is 1. */
  void longs(ByteBuffer from, long[] to, int at) {
    int count = from.remaining() / bytes;
    for (int i = 0; i < count; i++) {
      to[at + i] =
          switch (this) {
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U8 -> Byte.toUnsignedLong(from.get());
            case BOOL -> from.get() == 0 ? 0 : 1;
            default -> throw new IllegalStateException(this + " holds no integers");
          };
    }
  }
}
