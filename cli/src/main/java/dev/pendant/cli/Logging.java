package dev.pendant.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the log up; quiet is what {@code logback.xml} says. */
final class Logging {

  private Logging() {}

  /** Shows what Pendant does, step by step, and where errors come from. */
  static void verbose() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger("dev.pendant").setLevel(Level.DEBUG);
      var appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
      if (appender instanceof OutputStreamAppender<ILoggingEvent> stream
          && stream.getEncoder() instanceof PatternLayoutEncoder encoder) {
        encoder.stop();
        encoder.setPattern("%-5level %logger{0}: %msg%n%ex");
        encoder.start();
      }
    }
  }
}
