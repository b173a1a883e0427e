package dev.pendant.djl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps DJL from calling home and from downloading. DJL 0.36.0 asks for both switches whenever it
 * is about to go out, in the environment ({@code DJL_OFFLINE}, {@code OPT_OUT_TRACKING}) before the
 * system properties; whoever has set one has decided.
 */
final class Offline {

  private static final Logger log = LoggerFactory.getLogger(Offline.class);

  private Offline() {}

  /** Must run before DJL's first class is touched. */
  static void ensure() {
    setIfUnset("ai.djl.offline");
    setIfUnset("OPT_OUT_TRACKING");
  }

  private static void setIfUnset(String property) {
    if (System.getProperty(property) == null) {
      log.debug("setting system property {}=true", property);
      System.setProperty(property, "true");
    }
  }
}
