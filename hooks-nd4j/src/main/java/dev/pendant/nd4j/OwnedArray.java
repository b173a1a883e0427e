package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense, row-major array outside of ND4J's workspaces, and the memory it lies in.
 *
 * <p>ND4J takes memory by {@code aligned_alloc}. What is freed of that does not serve the next
 * request of the same size where something small lies behind it (glibc's bug 14581, mended in
 * 2.38), and ND4J's descriptors of arrays, which wait for Java's collector, do. A process that
 * makes and frees large arrays then grows by all of them. So large arrays lie in memory from {@code
 * malloc}.
 */
final class OwnedArray {

  private static final long LARGE = 1 << 16;
  private static final int ALIGNMENT = 64;

  private final INDArray array;
  private final @Nullable Pointer memory;

  /**
   * @param memory to be freed after the array; null where the array owns its memory
   */
  private OwnedArray(INDArray array, @Nullable Pointer memory) {
    this.array = array;
    this.memory = memory;
  }

  /** An array whose values are yet to be written. */
  static OwnedArray make(DataType type, long... shape) {
    long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    boolean large = length * type.width() >= LARGE && Nd4j.getEnvironment().isCPU();
    return large && isKnown(type)
        ? inOwnMemory(type, length, shape)
        : new OwnedArray(Nd4j.createUninitializedDetached(type, 'c', shape), null);
  }

  private static OwnedArray inOwnMemory(DataType type, long length, long... shape) {
    long bytes = length * type.width();
    Pointer memory = Pointer.malloc(bytes + ALIGNMENT);
    if (memory == null || memory.isNull()) {
      throw new PendantException(
          "no native memory left for %s%s, %d bytes (backend nd4j); close tensors, use a smaller batch"
              .formatted(type, Arrays.toString(shape), bytes));
    }
    long shift = ALIGNMENT - memory.address() % ALIGNMENT;
    Pointer aligned = new BytePointer(memory).capacity(bytes + ALIGNMENT).getPointer(shift);
    DataBuffer buffer = Nd4j.createBuffer(typed(aligned, type).capacity(length), length, type);
    long[] strides = Shape.of(shape).strides();
    return new OwnedArray(Nd4j.create(buffer, shape, strides, 0, 'c', type), memory);
  }

  private static boolean isKnown(DataType type) {
    return type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.INT64;
  }

  private static Pointer typed(Pointer pointer, DataType type) {
    return switch (type) {
      case FLOAT -> new FloatPointer(pointer);
      case DOUBLE -> new DoublePointer(pointer);
      default -> new LongPointer(pointer);
    };
  }

  INDArray array() {
    return array;
  }

  /** To be called once. */
  void free() {
    array.close();
    if (memory != null) {
      Pointer.free(memory);
    }
  }
}
