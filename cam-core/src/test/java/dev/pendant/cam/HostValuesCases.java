package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors made of memory that is used again, and read back into it. */
abstract class HostValuesCases extends OnBackend {

  private static final Spec PAIR = new Spec(Shape.of(2), DType.FLOAT32);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void tensorsKeepTheirValuesWhenTheMemoryIsFilledAgain(DType type) {
    HostValues values = new HostValues(backend(), type, 4);
    Tensor first = filled(values, 1, 2, 3, 4).tensor(2, 2);
    Tensor second = filled(values, 5, 6).tensor(2);

    assertThat(first.spec()).isEqualTo(new Spec(Shape.of(2, 2), type));
    assertThat(first.toDoubleArray()).containsExactly(1, 2, 3, 4);
    assertThat(second.toDoubleArray()).containsExactly(5, 6);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void aTensorIsReadBackIntoTheSameMemory(DType type) {
    HostValues values = new HostValues(backend(), type, 3);
    values.read(filled(values, 1, 2, 3).tensor(3).mul(2));
    values.read(HostValues.of(backend(), type, new double[] {7, 8}, 2));

    assertThat(new double[] {values.get(0), values.get(1), values.get(2)}).containsExactly(7, 8, 6);
  }

  @Test
  void moreOrFewerValuesThanTheShapeHoldsAreRefused() {
    assertThatThrownBy(() -> HostValues.of(backend(), DType.FLOAT32, new double[3], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [2] holds 2 values, got 3");
    assertThatThrownBy(() -> new HostValues(backend(), DType.FLOAT32, 3).tensor(4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBufferStaysWhereItWas() {
    ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    buffer.putFloat(4, 3).putFloat(8, 5).position(4).limit(12);

    assertThat(Tensor.of(backend(), PAIR, buffer).toFloatArray()).containsExactly(3, 5);
    assertThat(buffer.position()).isEqualTo(4);
    assertThat(buffer.limit()).isEqualTo(12);
  }

  @Test
  void aBufferOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> Tensor.of(backend(), PAIR, ByteBuffer.allocate(12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("float32[2] takes 8 bytes, the buffer holds 12");
    Spec index = new Spec(Shape.of(2), DType.INT64);
    assertThatThrownBy(() -> Tensor.of(backend(), index, ByteBuffer.allocate(16)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("int64[2]");
  }

  @Test
  void readingNeedsRoomToWriteTo() {
    Tensor pair = tensor(new float[] {1, 2}, 2);
    assertThatThrownBy(() -> pair.read(ByteBuffer.allocate(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("float32[2] takes 8 bytes, the buffer has 7");
    assertThatThrownBy(() -> pair.read(ByteBuffer.allocate(8).asReadOnlyBuffer()))
        .isInstanceOf(ReadOnlyBufferException.class);
    Tensor index = Tensor.of(backend(), new long[] {1}, 1);
    assertThatThrownBy(() -> index.read(ByteBuffer.allocate(8)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static HostValues filled(HostValues values, double... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      values.set(i, numbers[i]);
    }
    return values;
  }
}
