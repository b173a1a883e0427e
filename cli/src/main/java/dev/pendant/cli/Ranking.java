package dev.pendant.cli;

import dev.pendant.cam.target.ClassScore;
import dev.pendant.cam.target.Scores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a picture, best first, in the order of {@link Scores#top}. All targets of one
 * picture are given the same scores, so these are sorted once, whatever the number of places.
 */
final class Ranking {

  private @Nullable Scores ranked;
  private List<Integer> classes = List.of();

  List<Integer> of(Scores scores) {
    if (scores != ranked) {
      classes = scores.top(0, scores.classes()).stream().map(ClassScore::index).toList();
      ranked = scores;
    }
    return classes;
  }
}
