package dev.pendant.cli;

import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Where the command speaks: answers on standard output, errors on standard error. Engines print to
 * {@code System.out} when they like, so that name is given to standard error and the real one kept
 * here.
 */
final class Console {

  private final PrintStream out;
  private final PrintStream err;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Keeps standard output for answers; all else that prints to it lands on standard error. */
  static Console takeOver() {
    PrintStream out = System.out;
    System.setOut(System.err);
    return new Console(out, System.err);
  }

  /** A line of the answer. */
  void say(String line) {
    out.println(line);
  }

  /** An error, in one line whatever it holds. */
  void complain(String message) {
    err.println("pendant: " + message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
  }

  /** The answer's stream, for help texts. */
  PrintWriter writer() {
    return new PrintWriter(out, true);
  }

  PrintStream err() {
    return err;
  }
}
