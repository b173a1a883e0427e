package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.List;
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

  private static final class Foreign implements NativeArray {

    @Override
    public Spec spec() {
      return new Spec(Shape.of(1), DType.FLOAT32);
    }

    @Override
    public void close() {}
  }
}
