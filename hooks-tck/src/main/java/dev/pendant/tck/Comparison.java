package dev.pendant.tck;

import java.util.Arrays;

/** Compares arrays element by element; a failure names the place, both values and the worst. */
final class Comparison {

  private Comparison() {}

  /**
   * @param what names operator, case and array in the message
   * @throws AssertionError if shape, type or any value differs
   */
  static void check(String what, Values expected, Values actual, Tolerance tolerance) {
    if (!expected.spec().equals(actual.spec())) {
      throw new AssertionError(what + ": expected " + expected.spec() + ", got " + actual.spec());
    }
    int wrong = 0;
    int first = -1;
    int worst = -1;
    for (int i = 0; i < expected.size(); i++) {
      if (tolerance.accepts(expected.get(i), actual.get(i))) {
        continue;
      }
      wrong++;
      first = first < 0 ? i : first;
      worst = worst < 0 || error(expected, actual, i) > error(expected, actual, worst) ? i : worst;
    }
    if (wrong > 0) {
      throw new AssertionError(
          "%s: %d of %d values differ; first %s; largest error %s %s; allowed %s"
              .formatted(
                  what,
                  wrong,
                  expected.size(),
                  place(expected, actual, first),
                  error(expected, actual, worst),
                  place(expected, actual, worst),
                  tolerance));
    }
  }

  /** A NaN counts as infinitely wrong. */
  private static double error(Values expected, Values actual, int position) {
    double error = Math.abs(actual.get(position) - expected.get(position));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private static String place(Values expected, Values actual, int position) {
    return "at "
        + Arrays.toString(expected.index(position))
        + ": expected "
        + expected.get(position)
        + ", got "
        + actual.get(position);
  }
}
