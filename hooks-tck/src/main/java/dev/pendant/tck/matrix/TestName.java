package dev.pendant.tck.matrix;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a test of a case: {@code H_003_hooksRunInOrder}, or {@code H_030_choice_itFires}
 * where Pendant chose.
 *
 * @param number the case
 * @param sentence what the rest of the name says, as words
 */
public record TestName(int number, boolean choice, String sentence) {

  private static final Pattern FORM = Pattern.compile("H_(\\d{3})_(choice_)?(\\w+)");
  private static final Pattern WORD =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");

  /** Empty for a test of anything else. */
  public static Optional<TestName> of(String methodName) {
    Matcher name = FORM.matcher(methodName);
    if (!name.matches()) {
      return Optional.empty();
    }
    String sentence = WORD.matcher(name.group(3)).replaceAll(" ").toLowerCase(Locale.ROOT);
    return Optional.of(
        new TestName(Integer.parseInt(name.group(1)), name.group(2) != null, sentence));
  }
}
