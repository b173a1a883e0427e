package dev.pendant.tck;

import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Owns what a backend hands out during one check and closes it, youngest first. */
final class OpenArrays implements AutoCloseable {

  private final Backend backend;
  private final Deque<Runnable> closers = new ArrayDeque<>();

  OpenArrays(Backend backend) {
    this.backend = backend;
  }

  NativeArray create(Values values) {
    return own(backend.create(values.spec(), values.encoded()));
  }

  List<NativeArray> create(List<Values> values) {
    return values.stream().map(this::create).toList();
  }

  NativeArray own(NativeArray array) {
    closers.push(array::close);
    return array;
  }

  void own(Vjp vjp) {
    closers.push(vjp::close);
  }

  /** Copies an array out, which must fill the buffer exactly. */
  Values read(NativeArray array) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(array.spec().bytes())).order(ByteOrder.nativeOrder());
    backend.read(array, bytes);
    if (bytes.hasRemaining()) {
      throw new AssertionError(
          "read of " + array.spec() + " left " + bytes.remaining() + " bytes unwritten");
    }
    return Values.decoded(array.spec(), bytes.flip());
  }

  /** Closing again must do nothing. */
  void closeEachTwice() {
    closers.forEach(Runnable::run);
    close();
  }

  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
  }
}
