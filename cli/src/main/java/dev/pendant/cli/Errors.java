package dev.pendant.cli;

import com.google.inject.Inject;
import dev.pendant.PendantException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for each error, and its exit code; the stack trace goes to the log of --verbose. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  private final Console console;

  @Inject
  Errors(Console console) {
    this.console = console;
  }

  /** Picocli could not read the command line. */
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String message = e.getMessage() == null ? "the command line is wrong" : e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      message += "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    console.complain(
        message + "; see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
    return ExitCodes.USAGE;
  }

  /** A command threw. */
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(e);
  }

  /** Says what went wrong; answers the exit code. */
  int report(Throwable thrown) {
    return report("", thrown);
  }

  /**
   * The same for one of several things to do.
   *
   * @param subject put before the message unless that begins with it
   */
  int report(String subject, Throwable thrown) {
    String message = describe(thrown);
    boolean named = subject.isEmpty() || message.startsWith(subject);
    console.complain(named ? message : subject + ": " + message);
    log.debug("Where it was thrown", thrown);
    return thrown instanceof UsageException ? ExitCodes.USAGE : ExitCodes.FAILED;
  }

  /** Our own exceptions say what to do; of others only the reader of a stack trace can tell. */
  private static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof PendantException && message != null) {
      return message;
    }
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory (" + message + "); take smaller pictures, or set JAVA_OPTS=-Xmx4g";
    }
    return "unexpected " + thrown + "; run again with --verbose, and report what it says";
  }
}
