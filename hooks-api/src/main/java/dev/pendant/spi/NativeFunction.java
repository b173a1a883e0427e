package dev.pendant.spi;

import java.util.List;

/**
 * A computation of a backend's own that is no operator of the language, such as a user's DJL block:
 * on the tape it is one node. {@link Interop#apply} calls it.
 *
 * <p>What {@link Backend#evaluate} promises and may rely on holds here too, but that there may be
 * any number of inputs and outputs, of any shape, and that nothing about them was checked.
 */
public interface NativeFunction {

  /** What it is called in messages and on the tape. */
  String name();

  /**
   * @param gradientWanted per input; only floating inputs are ever asked for. Where none is, or no
   *     output depends on those inputs in a way that has a gradient, {@link Evaluation#vjp()} is
   *     null, and the outputs are constants
   */
  Evaluation evaluate(List<? extends NativeArray> inputs, boolean[] gradientWanted);
}
