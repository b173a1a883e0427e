package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusedArraysTest {

  private final OnDjl djl = new OnDjl();

  @AfterEach
  void close() {
    djl.close();
  }

  @Test
  void arraysOfAnotherBackendAreRefused() {
    assertThatThrownBy(() -> djl.backend.read(new Foreign(), ByteBuffer.allocate(4)))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("float32[1]")
        .hasMessageContaining("no array of backend djl");
  }

  @Test
  void closedArraysAreRefused() {
    NativeArray x = djl.floats(Shape.of(1), 1);
    x.close();

    assertThatThrownBy(() -> djl.backend.evaluate(new Op.Relu(), List.of(x), new boolean[] {false}))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("float32[1]")
        .hasMessageContaining("closed");
  }

  @Test
  void aBackendThatWasClosedTooEarlySaysSo() {
    Backend backend = new DjlProvider().open();
    Tensor x = Tensor.of(backend, new float[] {1, 2}, 2);
    backend.close();

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> x.add(1), x::toFloatArray, () -> Tensor.of(backend, new float[] {1}, 1))) {
      assertThatThrownBy(use)
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("backend djl is closed; keep it open while its tensors are used");
    }
  }

  private static final class Foreign implements NativeArray {

    @Override
    public Spec spec() {
      return new Spec(Shape.of(1), DType.FLOAT32);
    }

    @Override
    public void close() {}
  }
}
