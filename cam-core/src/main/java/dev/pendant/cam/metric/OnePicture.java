package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;

/** What a {@link Subject} asks of its picture. */
final class OnePicture {

  private static final int LEAST_RANK = 3;
  private static final int MOST_RANK = 5;

  private OnePicture() {}

  /**
   * The values of a single picture, row or box.
   *
   * @throws PendantException if it is none, or not finite: where numbers are compared and sorted, a
   *     NaN would end up as some score
   */
  static double[] values(Tensor picture) {
    requireOne(picture.shape());
    double[] values = picture.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new PendantException(
            "expected a picture of finite values, got %s at %d of %d; check how it was preprocessed"
                .formatted(values[i], i, values.length));
      }
    }
    return values;
  }

  private static void requireOne(Shape shape) {
    boolean picture = shape.rank() >= LEAST_RANK && shape.rank() <= MOST_RANK;
    if (!picture || shape.get(0) != 1 || shape.elements() == 0) {
      throw new PendantException(
          "expected one picture, [1, channels, height, width] (or [1, channels, length], or [1,"
              + " channels, depth, height, width]), got "
              + shape
              + "; measure the samples of a batch one by one");
    }
  }
}
