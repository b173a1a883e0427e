package dev.pendant.models.weights;

import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor in a file; whoever makes one has checked that all of it lies there.
 *
 * @param position of its first element, in bytes
 * @param strides steps between neighbours along each axis, in elements, none negative
 */
record StoredTensor(StoredType type, Shape shape, long position, long[] strides) {

  private static final int CHUNK = 1 << 16;

  /** Takes elements in row-major order. */
  interface Sink {
    /**
     * @param at how many elements came before
     */
    void take(ByteBuffer elements, int at);
  }

  /** One without gaps. */
  static StoredTensor dense(StoredType type, Shape shape, long position) {
    return new StoredTensor(type, shape, position, shape.strides());
  }

  Spec spec() {
    return new Spec(shape, type.readAs());
  }

  /** Reads all elements, run by run: a run is what lies without gaps, the whole tensor at best. */
  void read(MappedFile file, Sink sink) {
    int count = Math.toIntExact(shape.elements());
    if (count == 0) {
      return;
    }
    int outer = outerAxes();
    int run = 1;
    for (int axis = outer; axis < shape.rank(); axis++) {
      run *= shape.getInt(axis);
    }
    ByteBuffer chunk =
        ByteBuffer.allocate((int) Math.min(CHUNK, (long) run * type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    long[] index = new long[outer];
    for (int at = 0; at < count; at += run) {
      readRun(file, position + type.bytes() * offset(index), run, chunk, at, sink);
      advance(index);
    }
  }

  private void readRun(MappedFile file, long from, int run, ByteBuffer chunk, int at, Sink sink) {
    int step = chunk.capacity() / type.bytes();
    for (int done = 0; done < run; done += step) {
      chunk.clear().limit(Math.min(step, run - done) * type.bytes());
      file.read(from + (long) done * type.bytes(), chunk);
      sink.take(chunk.flip(), at + done);
    }
  }

  /** How many leading axes are outside a run. */
  private int outerAxes() {
    int outer = shape.rank();
    long step = 1;
    while (outer > 0 && (strides[outer - 1] == step || shape.get(outer - 1) == 1)) {
      outer--;
      step *= shape.get(outer);
    }
    return outer;
  }

  private long offset(long[] index) {
    long offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      offset += index[axis] * strides[axis];
    }
    return offset;
  }

  private void advance(long[] index) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape.get(axis)) {
        return;
      }
      index[axis] = 0;
    }
  }
}
