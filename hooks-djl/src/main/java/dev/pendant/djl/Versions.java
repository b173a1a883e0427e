package dev.pendant.djl;

/** What this module was built against; a test holds it to what the engine says of itself. */
final class Versions {

  static final String DJL = "0.36.0";
  static final String LIBTORCH = "2.7.1";

  private Versions() {}
}
