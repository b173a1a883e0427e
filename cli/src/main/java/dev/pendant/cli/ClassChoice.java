package dev.pendant.cli;

import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Reads {@code --class}: {@code auto}, an index, or a name out of the labels. */
final class ClassChoice {

  /** The word for the classes with the highest scores. */
  static final String AUTO = "auto";

  private final List<String> wanted;
  private final int top;
  private final @Nullable Target except;

  /**
   * @param wanted what was given, in its order
   * @param top how many classes {@code auto} stands for; a model with fewer is explained for all
   * @param except a class that {@code auto} passes over, null for none
   */
  ClassChoice(List<String> wanted, int top, @Nullable Target except) {
    this.wanted = List.copyOf(wanted);
    this.top = top;
    this.except = except;
  }

  /**
   * What is to be explained; several may come to the same class.
   *
   * @param classes how many the model has; asked only for {@code auto}
   * @throws UsageException at once for a name that no class or several have, and once the scores
   *     are known for an index out of range
   */
  Target[] targets(Labels labels, IntSupplier classes) {
    ClassReader reader = new ClassReader("--class", labels);
    List<Target> targets = new ArrayList<>();
    for (String one : wanted) {
      if (one.equals(AUTO)) {
        Ranking ranking = new Ranking();
        int places = Math.min(top, classes.getAsInt());
        for (int place = 0; place < places; place++) {
          int at = place;
          targets.add(scores -> ranked(ranking.of(scores), scores, at));
        }
      } else {
        targets.add(reader.read(one));
      }
    }
    return targets.toArray(Target[]::new);
  }

  /** The class at a place of the ranking, or at the last one there is. */
  private Objective ranked(List<Integer> ranking, Scores scores, int place) {
    int passedOver = except == null ? -1 : except.objective(scores).classes().get(0);
    int before = ranking.indexOf(passedOver);
    int others = ranking.size() - (before < 0 ? 0 : 1);
    if (others == 0) {
      throw new UsageException("--contrast: the model has no other class to explain");
    }
    int last = Math.min(place, others - 1);
    int at = before < 0 || last < before ? last : last + 1;
    return Objective.ofClasses(List.of(ranking.get(at)), scores);
  }
}
