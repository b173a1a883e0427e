package dev.pendant.models.internal;

/** The two 16-bit floating formats as float; every value of theirs is exact there. */
public final class HalfFloats {

  private HalfFloats() {}

  /** IEEE 754 binary16: 1 bit sign, 5 exponent, 10 fraction. */
  public static float fromHalf(int bits) {
    float sign = (bits & 0x8000) == 0 ? 1 : -1;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    return switch (exponent) {
      case 0 -> sign * Math.scalb((float) fraction, -24);
      case 31 -> fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
      default -> sign * Math.scalb((float) (fraction | 0x400), exponent - 25);
    };
  }

  /** The upper half of a float32. */
  public static float fromBfloat(int bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
