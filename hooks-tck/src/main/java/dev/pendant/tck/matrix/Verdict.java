package dev.pendant.tck.matrix;

import java.util.Locale;

/** What became of a case on a backend. */
public enum Verdict {
  /** Tested, and as PyTorch does it. */
  PASSED('+'),
  /** Tested, and as Pendant chose to do it. */
  CHOICE('c'),
  /** Nothing to test: a program that did otherwise would not compile. */
  BY_TYPE('t'),
  /** Nothing to test: Pendant has no such thing, on purpose. */
  NOT_OFFERED('n'),
  /** A test failed. */
  FAILED('F'),
  /** A test was there and did not run. */
  SKIPPED('S'),
  /** No test ran. */
  OPEN('.');

  private final char mark;

  Verdict(char mark) {
    this.mark = mark;
  }

  /** One letter for a narrow table. */
  public char mark() {
    return mark;
  }

  /** As the pages write it, such as {@code by type}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * @throws IllegalArgumentException if no verdict is written so
   */
  public static Verdict ofWords(String words) {
    return valueOf(words.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }

  /** Whether the case is settled; a required one is not settled by choosing otherwise. */
  public boolean settles(Tag tag) {
    return switch (this) {
      case PASSED, BY_TYPE, NOT_OFFERED -> true;
      case CHOICE -> !tag.required();
      case FAILED, SKIPPED, OPEN -> false;
    };
  }
}
