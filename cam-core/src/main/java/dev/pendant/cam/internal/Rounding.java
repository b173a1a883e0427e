package dev.pendant.cam.internal;

/** What may be nothing but the rounding of float32. */
public final class Rounding {

  /** Some eight times the spacing of float32 around 1. */
  private static final double SHARE = 1e-6;

  private Rounding() {}

  /**
   * Whether a number that is left of larger ones is 0 up to rounding: {@code |rest| <= 1e-6 size}.
   *
   * @param size how large they are, 0 or more
   */
  public static boolean isZero(double rest, double size) {
    return Math.abs(rest) <= SHARE * size;
  }
}
