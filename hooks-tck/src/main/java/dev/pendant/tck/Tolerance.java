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

  /**
   * Between a float64 VJP and central differences of step h = 1e-6. Rounding of the outputs (about
   * 1e-16 times their size, up to 10) over h leaves some 1e-9; the next term of the series, h
   * squared times the third derivative, 1e-10. A gradient that went through float32 on its way is
   * off by 1e-7 of its size and stays unseen; one that is wrong does not.
   */
  static final Tolerance FINITE_DIFFERENCE = new Tolerance(1e-5, 1e-7);

  /** How far a value may lie from the expected one. */
  double slack(double expected) {
    return absolute + relative * Math.abs(expected);
  }

  /** NaN and the infinities agree with themselves only. */
  boolean accepts(double expected, double actual) {
    if (Double.isFinite(expected)) {
      return Math.abs(actual - expected) <= slack(expected);
    }
    return Double.compare(expected, actual) == 0;
  }

  @Override
  public String toString() {
    return "|actual - expected| <= " + absolute + " + " + relative + " * |expected|";
  }
}
