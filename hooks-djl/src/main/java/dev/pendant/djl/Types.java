package dev.pendant.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import dev.pendant.op.Size;
import dev.pendant.op.Size3d;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;

/** Pendant's shapes, types and sizes as DJL's, and back. */
final class Types {

  private Types() {}

  static ai.djl.ndarray.types.Shape shape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(shape.toArray());
  }

  static ai.djl.ndarray.types.Shape shape(Size size) {
    return new ai.djl.ndarray.types.Shape(size.height(), size.width());
  }

  static ai.djl.ndarray.types.Shape shape(Size3d size) {
    return new ai.djl.ndarray.types.Shape(size.depth(), size.height(), size.width());
  }

  static DataType type(DType type) {
    return switch (type) {
      case FLOAT32 -> DataType.FLOAT32;
      case FLOAT64 -> DataType.FLOAT64;
      case INT64 -> DataType.INT64;
      case BOOL -> DataType.BOOLEAN;
    };
  }

  /** What is known of a floating array. */
  static Spec spec(PtNDArray array) {
    return new Spec(
        Shape.of(array.getShape().getShape()), isDouble(array) ? DType.FLOAT64 : DType.FLOAT32);
  }

  static boolean isDouble(PtNDArray array) {
    return array.getDataType() == DataType.FLOAT64;
  }

  static long[] longs(List<? extends Number> numbers) {
    return numbers.stream().mapToLong(Number::longValue).toArray();
  }
}
