package dev.pendant.tck;

import java.util.Arrays;

/**
 * How fast {@code sum(output * seed)} changes around a point.
 *
 * @param left towards smaller values of the input element
 * @param right towards larger ones
 */
record Slope(double left, double right) {

  /**
   * One-sided slopes at a smooth point differ by the step times the second derivative (up to about
   * 100 in the golden cases, so 1e-4); at a kink by the jump of the slope, which is far larger.
   */
  private static final double KINK = 1e-3;

  /**
   * @param seed weights of the output's elements; differences are summed, not sums subtracted, so
   *     that elements which do not move add no rounding error
   */
  static Slope of(Values left, Values center, Values right, Values seed) {
    double before = 0;
    double after = 0;
    for (int i = 0; i < seed.size(); i++) {
      before += seed.get(i) * (center.get(i) - left.get(i));
      after += seed.get(i) * (right.get(i) - center.get(i));
    }
    return new Slope(before / FiniteDifferences.STEP, after / FiniteDifferences.STEP);
  }

  double central() {
    return (left + right) / 2;
  }

  boolean isSmooth() {
    return Math.abs(right - left) <= KINK * (1 + Math.abs(central()));
  }

  /**
   * @throws AssertionError if the gradient's element is not this slope or, at a kink, not between
   *     the two
   */
  void check(String what, Values gradient, int position) {
    double value = gradient.get(position);
    Tolerance tolerance = Tolerance.FINITE_DIFFERENCE;
    if (isSmooth()
        ? tolerance.accepts(central(), value)
        : value >= Math.min(left, right) - tolerance.slack(left)
            && value <= Math.max(left, right) + tolerance.slack(right)) {
      return;
    }
    throw new AssertionError(
        "%s: gradient at %s is %s, finite difference says %s; allowed %s"
            .formatted(
                what,
                Arrays.toString(gradient.index(position)),
                value,
                isSmooth() ? central() : "a kink between " + left + " and " + right,
                tolerance));
  }
}
