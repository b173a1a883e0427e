package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.mask;
import static dev.pendant.nd4j.Arithmetic.mul;

import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;

/**
 * NaN, which native maxima and minima leave out and PyTorch hands on: where a model breaks, all
 * that follows has to show it.
 */
final class NotANumber {

  private NotANumber() {}

  /**
   * The output of a maximum or minimum, NaN where it has seen one.
   *
   * @param seen from 1 where the input is NaN and 0 elsewhere to more than 0 where the output is to
   *     be; asked only if there is any
   */
  static INDArray kept(Scratch s, INDArray output, INDArray x, UnaryOperator<INDArray> seen) {
    if (!isIn(s, x)) {
      return output;
    }
    INDArray where = seen.apply(mask(s, "not_equals", x, x));
    return add(s, output, s.transform(Sqrt::new, mul(s, where, -1))); // NaN, or 0
  }

  /** One pass over the input. Infinities of both signs count as well, which costs time alone. */
  private static boolean isIn(Scratch s, INDArray x) {
    long[] axes = LongStream.range(0, x.rank()).toArray();
    INDArray sum = axes.length == 0 ? x : Arithmetic.sum(s, x, axes);
    return Double.isNaN(sum.getDouble(0));
  }
}
