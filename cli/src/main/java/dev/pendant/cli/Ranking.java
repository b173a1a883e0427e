package dev.pendant.cli;

import dev.pendant.cam.target.Scores;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
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
      // Not Scores.top, which works out a softmax for each class.
      Comparator<Integer> byScore =
          Comparator.comparingDouble(index -> lowestIfNaN(scores.logit(0, index)));
      classes = IntStream.range(0, scores.classes()).boxed().sorted(byScore.reversed()).toList();
      ranked = scores;
    }
    return classes;
  }

  private static double lowestIfNaN(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }
}
