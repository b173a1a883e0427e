package dev.pendant.nd4j;

/**
 * A native operator of ND4J with its arguments: integers, floating-point numbers and flags, in the
 * order its C++ declaration reads them.
 *
 * @param helpers whether oneDNN may compute it
 */
record NativeCall(String name, long[] integers, double[] floats, boolean[] flags, boolean helpers) {

  private static final long[] NO_INTEGERS = {};
  private static final double[] NO_FLOATS = {};
  private static final boolean[] NO_FLAGS = {};

  static NativeCall of(String name) {
    return new NativeCall(name, NO_INTEGERS, NO_FLOATS, NO_FLAGS, true);
  }

  NativeCall integers(long... values) {
    return new NativeCall(name, values, floats, flags, helpers);
  }

  NativeCall floats(double... values) {
    return new NativeCall(name, integers, values, flags, helpers);
  }

  NativeCall flags(boolean... values) {
    return new NativeCall(name, integers, floats, values, helpers);
  }

  NativeCall withoutHelpers() {
    return new NativeCall(name, integers, floats, flags, false);
  }

  /** Which kinds of argument it has, as a number below 8. */
  int argumentKinds() {
    return (integers.length > 0 ? 1 : 0) + (floats.length > 0 ? 2 : 0) + (flags.length > 0 ? 4 : 0);
  }
}
