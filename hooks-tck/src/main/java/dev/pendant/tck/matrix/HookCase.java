package dev.pendant.tck.matrix;

import java.util.Locale;

/**
 * One case of the hook specification.
 *
 * @param number 1 to 205
 * @param section its number and title
 * @param rule what it is about, in a few words
 */
public record HookCase(int number, Tag tag, String section, String rule) {

  /** As the specification writes it, such as {@code H-003}. */
  public String id() {
    return String.format(Locale.ROOT, "H-%03d", number);
  }

  @Override
  public String toString() {
    return id() + " [" + tag + "] " + rule;
  }
}
