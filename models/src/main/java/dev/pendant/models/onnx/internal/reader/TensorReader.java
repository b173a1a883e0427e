package dev.pendant.models.onnx.internal.reader;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.pendant.models.ModelException;
import dev.pendant.models.internal.HalfFloats;
import dev.pendant.models.onnx.internal.graph.ElementType;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A tensor of the file as an array; its size is checked against its data before allocating. */
final class TensorReader {

  private static final int HIGHEST_RANK = 16;

  private final TensorProto proto;
  private final ExternalFiles files;
  private final String what;
  private final ElementType element;
  private final Shape shape;

  private TensorReader(TensorProto proto, ExternalFiles files, String what) {
    this.proto = proto;
    this.files = files;
    this.what = what;
    if (proto.hasSegment()) {
      throw refuse("is a segment of a tensor, expected a whole one");
    }
    element = ElementType.of(proto.getDataType(), what);
    shape = shape();
  }

  /**
   * @param files where the values are if the model file does not hold them
   * @param what for messages, such as {@code initializer 'conv1.weight'}
   */
  static HostArray read(TensorProto proto, ExternalFiles files, String what) {
    return new TensorReader(proto, files, what).read();
  }

  private ModelException refuse(String why) {
    return new ModelException(what + " " + why + "; the file is damaged, export the model again");
  }

  private Shape shape() {
    if (proto.getDimsCount() > HIGHEST_RANK) {
      throw refuse("has " + proto.getDimsCount() + " axes, expected " + HIGHEST_RANK + " or fewer");
    }
    long[] dims = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refuse("has the impossible shape " + proto.getDimsList());
    }
  }

  private HostArray read() {
    ByteBuffer raw = ExternalData.isUsed(proto) || proto.hasRawData() ? raw() : null;
    int count = raw == null ? typed() : raw.remaining() / element.bytes();
    if (count != shape.elements()) {
      throw refuse("has shape " + shape + " but " + count + " values");
    }
    if (element == ElementType.DOUBLE) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = raw == null ? proto.getDoubleData(i) : raw.getDouble();
      }
      return HostArray.of(shape, values);
    }
    if (element.type() == DType.FLOAT32) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = floating(raw, i);
      }
      return HostArray.of(shape, values);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = integer(raw, i);
    }
    return element == ElementType.BOOL
        ? HostArray.booleans(shape, values)
        : HostArray.of(shape, values);
  }

  private ByteBuffer raw() {
    ByteBuffer raw =
        ExternalData.isUsed(proto)
            ? files.read(
                ExternalData.of(proto, what),
                Math.multiplyExact(shape.elements(), element.bytes()),
                what)
            : proto.getRawData().asReadOnlyByteBuffer();
    raw.order(ByteOrder.LITTLE_ENDIAN);
    if (raw.remaining() % element.bytes() != 0) {
      throw refuse("has " + raw.remaining() + " bytes, not a multiple of " + element.bytes());
    }
    return raw;
  }

  /** How many values the typed field of this element type holds. */
  private int typed() {
    return switch (element) {
      case FLOAT -> proto.getFloatDataCount();
      case DOUBLE -> proto.getDoubleDataCount();
      case INT64 -> proto.getInt64DataCount();
      case UINT32, UINT64 -> proto.getUint64DataCount();
      default -> proto.getInt32DataCount();
    };
  }

  private float floating(@Nullable ByteBuffer raw, int at) {
    if (element == ElementType.FLOAT) {
      return raw == null ? proto.getFloatData(at) : raw.getFloat();
    }
    int bits = raw == null ? proto.getInt32Data(at) & 0xffff : raw.getShort() & 0xffff;
    return element == ElementType.FLOAT16 ? HalfFloats.fromHalf(bits) : HalfFloats.fromBfloat(bits);
  }

  private long integer(@Nullable ByteBuffer raw, int at) {
    if (raw == null) {
      return switch (element) {
        case INT64 -> proto.getInt64Data(at);
        case UINT32 -> proto.getUint64Data(at);
        case UINT64 -> unsigned(proto.getUint64Data(at));
        case BOOL -> proto.getInt32Data(at) == 0 ? 0 : 1;
        default -> proto.getInt32Data(at);
      };
    }
    return switch (element) {
      case INT64 -> raw.getLong();
      case UINT64 -> unsigned(raw.getLong());
      case UINT32 -> raw.getInt() & 0xffffffffL;
      case INT32 -> raw.getInt();
      case INT16 -> raw.getShort();
      case UINT16 -> raw.getShort() & 0xffff;
      case INT8 -> raw.get();
      case UINT8 -> raw.get() & 0xff;
      default -> raw.get() == 0 ? 0 : 1;
    };
  }

  private long unsigned(long value) {
    if (value < 0) {
      throw refuse("holds " + Long.toUnsignedString(value) + ", more than int64 can");
    }
    return value;
  }
}
