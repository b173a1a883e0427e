package dev.pendant.cli;

import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code --class}: {@code auto}, an index, or a name out of the labels. */
final class ClassChoice {

  private static final String AUTO = "auto";

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");

  private final List<String> wanted;
  private final int top;

  /**
   * @param wanted what was given, in its order
   * @param top how many classes {@code auto} stands for; a model with fewer is explained for all
   */
  ClassChoice(List<String> wanted, int top) {
    this.wanted = List.copyOf(wanted);
    this.top = top;
  }

  /**
   * What is to be explained; several may come to the same class.
   *
   * @throws UsageException at once for a name that no class or several have, and once the scores
   *     are known for an index out of range
   */
  Target[] targets(Labels labels) {
    List<Target> targets = new ArrayList<>();
    for (String one : wanted) {
      if (one.equals(AUTO)) {
        for (int place = 0; place < top; place++) {
          targets.add(rank(place));
        }
      } else if (NUMBER.matcher(one).matches()) {
        targets.add(index(one));
      } else {
        targets.add(Target.classIndex(new LabelSearch(labels).find(one)));
      }
    }
    return targets.toArray(Target[]::new);
  }

  /** The class at a place of the ranking, or at the last one there is. */
  private static Target rank(int place) {
    return scores -> Target.rank(Math.min(place, scores.classes() - 1)).objective(scores);
  }

  private static Target index(String text) {
    return scores -> {
      // Compared as text of any length: 99999999999 is out of range, not no number.
      double index = Double.parseDouble(text);
      if (index < 0 || index >= scores.classes()) {
        throw new UsageException(
            "--class %s is out of range: the model has %d classes, 0 to %d"
                .formatted(text, scores.classes(), scores.classes() - 1));
      }
      return Objective.ofClasses(List.of((int) index), scores);
    };
  }
}
