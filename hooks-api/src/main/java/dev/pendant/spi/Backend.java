package dev.pendant.spi;

import dev.pendant.op.Op;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An engine behind the counter: it holds arrays and interprets operators. Pendant checks shapes,
 * types and attributes before it calls; a backend may rely on that. All methods may be called from
 * any thread, several at once, and leave thread-local engine state (such as grad mode) as they
 * found it.
 */
public interface Backend extends AutoCloseable {

  /** The provider's id, such as {@code djl}. */
  String id();

  /** Version of the engine, for people to read. */
  String version();

  /** Where arrays live, such as {@code cpu}. */
  String device();

  /**
   * Copies values in.
   *
   * @param data native byte order, row-major, exactly {@code spec.bytes()} bytes between position
   *     and limit; its position may change
   */
  NativeArray create(Spec spec, ByteBuffer data);

  /**
   * Copies values out.
   *
   * @param target native byte order, at least {@code array.spec().bytes()} remaining; its position
   *     advances past what was written
   */
  void read(NativeArray array, ByteBuffer target);

  /**
   * Evaluates an operator whose inputs and attributes were checked and normalised by {@link
   * Op#normalize}.
   *
   * <p>The caller keeps {@code inputs} and the returned outputs open for as long as the returned
   * {@link Vjp} is open, so a VJP may hold on to them without copying.
   *
   * @param gradientWanted per input; only differentiable inputs are ever asked for. Where none is,
   *     nothing is to be recorded and {@link Evaluation#vjp()} is null
   */
  Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted);

  /**
   * How many native things (arrays, open VJPs) this backend has handed out and not yet seen closed.
   * Tests assert that it returns to where it was.
   */
  long liveArrays();

  /** Lets go of the engine. Arrays still open become unusable. */
  @Override
  void close();
}
