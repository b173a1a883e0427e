package dev.pendant.nd4j;

import dev.pendant.tensor.DType;
import org.nd4j.linalg.api.buffer.DataType;

/** Element types in ND4J's words. */
final class DTypes {

  private DTypes() {}

  static DataType of(DType type) {
    return switch (type) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
      case INT64 -> DataType.INT64;
      case BOOL -> DataType.BOOL;
    };
  }
}
