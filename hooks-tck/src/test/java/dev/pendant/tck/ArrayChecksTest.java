package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayChecksTest {

  private static final Spec FLOATS = new Spec(Shape.of(2, 4), DType.FLOAT32);

  @ParameterizedTest
  @EnumSource
  void a_right_backend_passes_every_check(DType type) {
    ArrayChecks checks = new ArrayChecks(new PlainBackend());
    for (Shape shape : new Shape[] {Shape.of(), Shape.of(0), Shape.of(2, 5)}) {
      Spec spec = new Spec(shape, type);
      for (BufferKind kind : BufferKind.values()) {
        checks.roundTrip(spec, kind);
        checks.readOnlySource(spec, kind);
        checks.createCopies(spec, kind);
      }
      checks.closesTwice(spec);
    }
  }

  @Test
  @SuppressWarnings("ByteBufferBackingArray") // wrong on purpose
  void reading_the_backing_array_from_its_start_is_caught() {
    var ignoresOffset =
        new PlainBackend() {
          @Override
          public NativeArray create(Spec spec, ByteBuffer data) {
            return super.create(spec, ByteBuffer.wrap(data.array()));
          }
        };
    new ArrayChecks(ignoresOffset).roundTrip(FLOATS, BufferKind.HEAP);
    assertThatThrownBy(
            () -> new ArrayChecks(ignoresOffset).roundTrip(FLOATS, BufferKind.HEAP_SLICE))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "create and read float32[2, 4] through HEAP_SLICE, read 1: element 0 differs: put in"
                + " 1.5, got 0.0");
    assertThatThrownBy(() -> new ArrayChecks(ignoresOffset).readOnlySource(FLOATS, BufferKind.HEAP))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void integers_that_went_through_double_are_caught() {
    var rounding =
        new PlainBackend() {
          @Override
          public NativeArray create(Spec spec, ByteBuffer data) {
            return array(Values.decoded(spec, data));
          }

          @Override
          NativeArray array(Values values) {
            return super.create(values.spec(), values.encoded());
          }
        };
    Spec longs = new Spec(Shape.of(6), DType.INT64);
    assertThatThrownBy(() -> new ArrayChecks(rounding).roundTrip(longs, BufferKind.HEAP))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("element 5 differs");
  }

  @Test
  @SuppressWarnings("ByteBufferBackingArray") // wrong on purpose
  void keeping_the_callers_memory_is_caught() {
    var sharing =
        new PlainBackend() {
          @Override
          public NativeArray create(Spec spec, ByteBuffer data) {
            return new PlainArray(spec, data.array(), new AtomicLong());
          }
        };
    assertThatThrownBy(() -> new ArrayChecks(sharing).createCopies(FLOATS, BufferKind.HEAP))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("then overwritten by the caller: element 0 differs: put in 1.5");
  }

  @Test
  void filling_the_whole_target_is_caught() {
    var greedy =
        new PlainBackend() {
          @Override
          public void read(NativeArray array, ByteBuffer target) {
            super.read(array, target);
            target.put((byte) 0);
          }
        };
    assertThatThrownBy(() -> new ArrayChecks(greedy).roundTrip(FLOATS, BufferKind.DIRECT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("read moved the position by 33, expected 32");
  }

  @Test
  void writing_beside_the_position_is_caught() {
    var careless =
        new PlainBackend() {
          @Override
          public void read(NativeArray array, ByteBuffer target) {
            int start = target.position();
            super.read(array, target);
            target.order(ByteOrder.nativeOrder()).put(start - 1, (byte) 0);
          }
        };
    assertThatThrownBy(() -> new ArrayChecks(careless).roundTrip(FLOATS, BufferKind.HEAP_MIDDLE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("read wrote outside its 32 bytes");
  }

  @Test
  void a_second_close_that_frees_again_is_caught() {
    AtomicLong live = new AtomicLong();
    var freesAgain =
        new PlainBackend() {
          @Override
          public NativeArray create(Spec spec, ByteBuffer data) {
            NativeArray right = super.create(spec, data);
            live.incrementAndGet();
            return new NativeArray() {
              @Override
              public Spec spec() {
                return right.spec();
              }

              @Override
              public void close() {
                right.close();
                live.decrementAndGet();
              }
            };
          }

          @Override
          public long liveArrays() {
            return live.get();
          }
        };
    assertThatThrownBy(() -> new ArrayChecks(freesAgain).closesTwice(FLOATS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "0 native arrays and VJPs are open after the same one was closed again");
  }
}
