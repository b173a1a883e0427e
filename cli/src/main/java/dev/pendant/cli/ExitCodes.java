package dev.pendant.cli;

/** What the command tells the shell. */
final class ExitCodes {

  static final int DONE = 0;

  /** A picture, a model or a backend could not be used; what could be done was done. */
  static final int FAILED = 1;

  /** The command line itself is wrong; nothing was done. */
  static final int USAGE = 2;

  private ExitCodes() {}
}
