package dev.pendant.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Turns the log up; quiet is what {@code logback.xml} says. */
final class Logging {

  private Logging() {}

  /** Shows what Pendant does, step by step. */
  static void verbose() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.getLogger("dev.pendant").setLevel(Level.DEBUG);
    }
  }
}
