package dev.pendant.cli;

import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Target;
import java.util.Collections;
import java.util.regex.Pattern;

/** Reads a class given to an option: an index, or a name out of the labels. */
final class ClassReader {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");

  private final String option;
  private final Labels labels;

  ClassReader(String option, Labels labels) {
    this.option = option;
    this.labels = labels;
  }

  /**
   * @throws UsageException at once for a name that no class or several have, and once the scores
   *     are known for an index out of range
   */
  Target read(String text) {
    return NUMBER.matcher(text).matches()
        ? checked(text)
        : Target.classIndex(new LabelSearch(option, labels).find(text));
  }

  /**
   * The index that it stands for, which may be out of range.
   *
   * @throws UsageException for a name that no class or several have
   */
  double index(String text) {
    // Compared as text of any length: 99999999999 is out of range, not no number.
    return NUMBER.matcher(text).matches()
        ? Double.parseDouble(text)
        : new LabelSearch(option, labels).find(text);
  }

  private Target checked(String text) {
    return scores -> {
      double index = index(text);
      if (index < 0 || index >= scores.classes()) {
        throw new UsageException(
            "%s %s is out of range: the model has %d classes, 0 to %d"
                .formatted(option, text, scores.classes(), scores.classes() - 1));
      }
      return Objective.ofClasses(Collections.nCopies(scores.samples(), (int) index), scores);
    };
  }
}
