package dev.pendant.tck;

import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values that are easily lost on the way: not finite, the smallest and largest, negative zero. */
final class SampleBytes {

  private static final double[] DOUBLES = {
    1.5, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE, Math.PI
  };
  private static final float[] FLOATS = {
    1.5f, -0.0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE, -2e-3f
  };

  /** Not all fit into a double. */
  private static final long[] LONGS = {1, -1, 0, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1};

  private SampleBytes() {}

  static byte[] of(Spec spec) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(spec.bytes())).order(ByteOrder.nativeOrder());
    for (int i = 0; bytes.hasRemaining(); i++) {
      switch (spec.type()) {
        case FLOAT32 -> bytes.putFloat(FLOATS[i % FLOATS.length]);
        case FLOAT64 -> bytes.putDouble(DOUBLES[i % DOUBLES.length]);
        case INT64 -> bytes.putLong(LONGS[i % LONGS.length]);
        case BOOL -> bytes.put((byte) (i % 3 == 0 ? 1 : 0));
      }
    }
    return bytes.array();
  }
}
