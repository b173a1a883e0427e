package dev.pendant.cam.internal;

/**
 * Seeds for the copies of whatever is drawn several times.
 *
 * <p>With {@code seed + copy} all but one of the copies of one seed come again under the next seed,
 * so that two runs that should be independent share nearly all their draws. Here neither the seed
 * nor the copy can be made up for by the other. Only whole numbers go in, so one pair gives one
 * seed on every platform.
 */
public final class Seeds {

  // 2^64 over the golden ratio, made odd: its multiples differ in many bits.
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /**
   * A seed that looks unrelated to those of all other pairs. Copies of one seed never get the same.
   *
   * @param seed the user's
   * @param copy which of the draws, often from 0
   */
  public static long of(long seed, long copy) {
    // The seed is mixed before the copy is added: a sum of the two alone is what must not decide.
    return mixed(mixed(seed + STEP) + copy * STEP);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): one-to-one, every bit on all. */
  private static long mixed(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
