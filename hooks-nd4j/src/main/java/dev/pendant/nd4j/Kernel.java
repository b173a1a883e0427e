package dev.pendant.nd4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How one operator with its attributes is computed: a row of the table. No array it sees is empty.
 * What it returns may be an input or a view: whoever runs it copies such a result.
 */
record Kernel(Forward forward, Backward backward) {

  /** Computes the output. */
  @FunctionalInterface
  interface Forward {
    INDArray of(Scratch s, List<INDArray> inputs);
  }

  /** Computes a gradient for each input that is wanted; other entries are ignored. */
  @FunctionalInterface
  interface Backward {
    @Nullable INDArray[] of(Scratch s, Pullback p);
  }

  /** An operator of one input. */
  static Kernel unary(UnaryForward forward, UnaryBackward backward) {
    return new Kernel(
        (s, in) -> forward.of(s, in.get(0)),
        (s, p) -> p.wants(0) ? new INDArray[] {backward.of(s, p)} : new INDArray[1]);
  }

  /** {@link Forward} of one input. */
  @FunctionalInterface
  interface UnaryForward {
    INDArray of(Scratch s, INDArray x);
  }

  /** {@link Backward} of one input. */
  @FunctionalInterface
  interface UnaryBackward {
    INDArray of(Scratch s, Pullback p);
  }

  /**
   * What a gradient is computed from.
   *
   * @param g gradient of the output
   */
  record Pullback(List<INDArray> inputs, INDArray y, INDArray g, boolean[] wanted) {

    INDArray x() {
      return inputs.get(0);
    }

    INDArray input(int i) {
      return inputs.get(i);
    }

    boolean wants(int input) {
      return input < wanted.length && wanted[input];
    }
  }
}
