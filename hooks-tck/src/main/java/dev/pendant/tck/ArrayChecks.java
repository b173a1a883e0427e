package dev.pendant.tck;

import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Copying arrays in and out. Every method throws {@link AssertionError} if a bit is lost. */
final class ArrayChecks {

  private static final byte FILLER = 0x5A;

  private final Backend backend;

  ArrayChecks(Backend backend) {
    this.backend = backend;
  }

  /** Bits come back as they went in, from and into any kind of buffer, more than once. */
  void roundTrip(Spec spec, BufferKind kind) {
    roundTrip(
        "create and read " + spec + " through " + kind, spec, kind, kind.holding(bytes(spec)));
  }

  /** A buffer that refuses to show its backing array will do as well. */
  void readOnlySource(Spec spec, BufferKind kind) {
    ByteBuffer source = kind.holding(bytes(spec)).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    roundTrip("create " + spec + " from read-only " + kind, spec, kind, source);
  }

  private void roundTrip(String name, Spec spec, BufferKind kind, ByteBuffer source) {
    LeakCheck.leavingNothingOpen(
        backend,
        name,
        open -> {
          NativeArray array = open.own(backend.create(spec, source));
          if (!array.spec().equals(spec)) {
            throw new AssertionError(name + ": the array is " + array.spec());
          }
          for (int time = 1; time <= 2; time++) {
            compare(name + ", read " + time, spec, bytes(spec), read(array, kind, name));
          }
        });
  }

  /** The array does not change when the caller's buffer does. */
  void createCopies(Spec spec, BufferKind kind) {
    String name = "create " + spec + " from " + kind;
    byte[] bytes = bytes(spec);
    LeakCheck.leavingNothingOpen(
        backend,
        name,
        open -> {
          ByteBuffer source = kind.holding(bytes);
          ByteBuffer sameMemory = source.duplicate();
          NativeArray array = open.own(backend.create(spec, source));
          while (sameMemory.hasRemaining()) {
            sameMemory.put(FILLER);
          }
          compare(
              name + ", then overwritten by the caller",
              spec,
              bytes,
              read(array, BufferKind.HEAP, name));
        });
  }

  /** Closing frees once; closing again does nothing. */
  void closesTwice(Spec spec) {
    LeakCheck count = new LeakCheck(backend, "close " + spec);
    try (NativeArray other = backend.create(spec, BufferKind.HEAP.holding(bytes(spec)))) {
      NativeArray array = backend.create(spec, BufferKind.HEAP.holding(bytes(spec)));
      count.expect(2, "after two were created");
      array.close();
      count.expect(1, "after one was closed");
      array.close();
      count.expect(1, "after the same one was closed again");
      compare(
          "read " + spec + " after another array was closed",
          spec,
          bytes(spec),
          read(other, BufferKind.HEAP, "read"));
    }
    count.expect(0, "after both were closed");
  }

  private static byte[] bytes(Spec spec) {
    return SampleBytes.of(spec);
  }

  /** Reads into a buffer with room to spare, and sees that nothing else of it was touched. */
  private byte[] read(NativeArray array, BufferKind kind, String name) {
    int size = Math.toIntExact(array.spec().bytes());
    int margin = array.spec().type().bytes();
    ByteBuffer target = kind.empty(size + 2 * margin);
    while (target.hasRemaining()) {
      target.put(FILLER);
    }
    target.position(target.position() - size - margin);
    int start = target.position();
    backend.read(array, target);
    if (target.position() != start + size) {
      throw new AssertionError(
          "%s: read moved the position by %d, expected %d"
              .formatted(name, target.position() - start, size));
    }
    for (int i = 1; i <= margin; i++) {
      if (target.get(start - i) != FILLER || target.get(start + size + i - 1) != FILLER) {
        throw new AssertionError(name + ": read wrote outside its " + size + " bytes");
      }
    }
    byte[] bytes = new byte[size];
    target.position(start).get(bytes);
    return bytes;
  }

  /** Bit for bit, and by value in the message. */
  private static void compare(String name, Spec spec, byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    if (at >= 0) {
      int element = at / spec.type().bytes();
      throw new AssertionError(
          "%s: element %d differs: put in %s, got %s"
              .formatted(
                  name, element, value(spec, expected, element), value(spec, actual, element)));
    }
  }

  private static double value(Spec spec, byte[] bytes, int element) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return Values.decoded(spec, buffer).get(element);
  }
}
