package dev.pendant.tck;

/**
 * How far a value may lie from the expected one: {@code |actual - expected| <= absolute + relative
 * * |expected|}. All of the kit's tolerances are stated here.
 */
record Tolerance(double relative, double absolute) {

  /** Against values computed by PyTorch in float32 and written with seven decimals. */
  static final Tolerance GOLDEN = new Tolerance(1e-4, 1e-5);

  /**
   * Between two runs of the same float32 computation. Not zero: kernels may sum in another order
   * where memory is aligned otherwise.
   */
  static final Tolerance REPEATED = new Tolerance(1e-5, 1e-6);

  /** Not a NaN beside a number; two NaNs, or the same infinity, agree. */
  boolean accepts(double expected, double actual) {
    return Double.compare(expected, actual) == 0
        || Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
  }

  @Override
  public String toString() {
    return "|actual - expected| <= " + absolute + " + " + relative + " * |expected|";
  }
}
