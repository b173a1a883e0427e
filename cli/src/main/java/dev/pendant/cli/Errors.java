package dev.pendant.cli;

import dev.pendant.PendantException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for each error, and its exit code; the stack trace only with {@code --verbose}. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Console console;

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
    return report(e, PendantCommand.of(command).verbose());
  }

  /** Says what went wrong; answers the exit code. */
  int report(Throwable thrown, boolean verbose) {
    console.complain(describe(thrown));
    if (verbose) {
      thrown.printStackTrace(console.err());
    }
    return thrown instanceof UsageException ? ExitCodes.USAGE : ExitCodes.FAILED;
  }

  /** Our own exceptions say what to do; of others only the reader of a stack trace can tell. */
  private static String describe(Throwable thrown) {
    if (thrown instanceof PendantException && thrown.getMessage() != null) {
      return thrown.getMessage();
    }
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory ("
          + thrown.getMessage()
          + "); use smaller pictures or set JAVA_OPTS=-Xmx4g";
    }
    return "unexpected " + thrown + "; run again with --verbose and report it";
  }
}
