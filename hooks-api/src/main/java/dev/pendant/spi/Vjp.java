package dev.pendant.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vector-Jacobian product of one evaluation: from the gradients of its outputs to those of its
 * inputs. May be applied several times, also on another thread than the evaluation's, but by one
 * thread at a time.
 */
public interface Vjp extends AutoCloseable {

  /**
   * @param outputGradients one per output, of the output's exact shape and type; null where no
   *     gradient arrived
   * @param wanted which inputs' gradients to compute, a subset of those asked for at evaluation
   * @return one entry per input, owned by the caller: an array of the input's exact shape and type
   *     where wanted, else null
   */
  List<@Nullable NativeArray> apply(
      List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted);

  /** Frees what the product had saved. Calling it again does nothing. */
  @Override
  void close();
}
