package dev.pendant;

/** Reads chains of causes. */
final class Causes {

  /** A chain longer than this is taken for a circle. */
  private static final int LONGEST_CHAIN = 100;

  private Causes() {}

  /** What failed first: the end of the chain. */
  static Throwable first(Throwable thrown) {
    Throwable first = thrown;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      Throwable cause = first.getCause();
      if (cause == null) {
        return first;
      }
      first = cause;
    }
    return thrown;
  }

  /** Class and message, in one line. */
  static String describe(Throwable thrown) {
    return oneLine(thrown.toString());
  }

  /** Engines put whole paragraphs into messages; ours are one line. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
