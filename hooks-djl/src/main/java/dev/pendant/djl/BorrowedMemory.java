package dev.pendant.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Java memory in being that arrays borrow. What DJL makes of Java numbers and buffers
 * lies in a buffer of Java's, which may be collected once the array is closed; and DJL closes the 6
 * in {@code x.minimum(6)} before it returns. The engine's record of that call, and views of such
 * arrays, would then read whatever lies there next: measured on DJL's MobileNetV2, whose ReLU6 is
 * made so, one gradient in forty was zero.
 *
 * <p>DJL 0.36.0 registers every array that a thread makes with the innermost {@link NDScope}, and
 * keeps the buffer in a private field until the array is closed. Both places are reached by
 * reflection; where a version hides them, one warning says what may go wrong.
 */
final class BorrowedMemory {

  private static final Logger LOG = LoggerFactory.getLogger(BorrowedMemory.class);
  private static final @Nullable Field REGISTER = field(NDScope.class, "resources");
  private static final @Nullable Field BUFFER = field(PtNDArray.class, "dataRef");

  static {
    if (!isKnown()) {
      LOG.warn(
          "DJL {} hides which arrays borrow memory from Java; gradients through blocks that compute"
              + " with Java numbers, as in x.minimum(6), may be wrong when the garbage collector runs"
              + " between the forward and the backward pass; use DJL 0.36.0",
          Engine.getDjlVersion());
    }
  }

  private final List<ByteBuffer> buffers = new ArrayList<>();

  private static @Nullable Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException | RuntimeException hidden) {
      return null;
    }
  }

  static boolean isKnown() {
    return REGISTER != null && BUFFER != null;
  }

  /** Runs code and keeps what the arrays borrow that it makes on this thread. */
  <T> T keep(Supplier<T> code) {
    Field register = REGISTER;
    if (register == null || BUFFER == null) {
      return code.get();
    }
    Register made = new Register();
    try (NDScope scope = new NDScope()) {
      register.set(scope, made);
      return code.get();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field that was made accessible is not", e);
    } finally {
      made.arrays.forEach(this::note);
    }
  }

  private void note(PtNDArray array) {
    try {
      if (BUFFER != null && BUFFER.get(array) instanceof ByteBuffer buffer) {
        buffers.add(buffer);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field that was made accessible is not", e);
    }
  }

  /** Whether nothing was borrowed, for certain. */
  boolean isEmpty() {
    return isKnown() && buffers.isEmpty();
  }

  /** Memory stays until here at least. */
  void stay() {
    Reference.reachabilityFence(buffers);
  }

  /**
   * In the place of a scope's own list, which the scope would close. Arrays are asked at once, for
   * they may be closed soon, and in the end, for {@code set} borrows as well.
   */
  private final class Register extends IdentityHashMap<NDArray, NDArray> {

    private static final long serialVersionUID = 1;

    private final transient List<PtNDArray> arrays = new ArrayList<>();

    @Override
    public @Nullable NDArray put(NDArray array, NDArray same) {
      if (array instanceof PtNDArray ours) {
        note(ours);
        arrays.add(ours);
      }
      return null;
    }
  }
}
