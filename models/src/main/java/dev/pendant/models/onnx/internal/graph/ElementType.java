package dev.pendant.models.onnx.internal.graph;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.DType;

/** Element types of ONNX tensors that Pendant reads, and what they become. */
public enum ElementType {
  FLOAT(1, 4, DType.FLOAT32),
  UINT8(2, 1, DType.INT64),
  INT8(3, 1, DType.INT64),
  UINT16(4, 2, DType.INT64),
  INT16(5, 2, DType.INT64),
  INT32(6, 4, DType.INT64),
  INT64(7, 8, DType.INT64),
  BOOL(9, 1, DType.BOOL),
  FLOAT16(10, 2, DType.FLOAT32),
  DOUBLE(11, 8, DType.FLOAT64),
  UINT32(12, 4, DType.INT64),
  UINT64(13, 8, DType.INT64),
  BFLOAT16(16, 2, DType.FLOAT32);

  private final int code;
  private final int bytes;
  private final DType type;

  ElementType(int code, int bytes, DType type) {
    this.code = code;
    this.bytes = bytes;
    this.type = type;
  }

  public int bytes() {
    return bytes;
  }

  public DType type() {
    return type;
  }

  /**
   * @param code {@code TensorProto.DataType}
   */
  public static ElementType of(long code, String what) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new ModelException(
        what
            + " has element type "
            + code
            + "; expected float, float16, bfloat16, double, an integer of up to 64 bits or bool."
            + " Export the model in float32");
  }
}
