package dev.pendant.cli;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.Provenance;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.target.ClassScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture and what was found.
 *
 * @param model as answers name it
 * @param explanations at least one, each of another class
 * @param about what about a class is explained, as answers name it; null for its score
 */
record ExplainedPicture(
    PictureSource source,
    Picture picture,
    String model,
    Labels labels,
    List<Explanation> explanations,
    @Nullable String about,
    PictureExplainer.Timing timing) {

  /** How many predictions an answer lists, if the model has as many classes. */
  private static final int PREDICTIONS = 5;

  /** Method, layer and backend: the same for all classes. */
  Provenance provenance() {
    return explanations.get(0).provenance();
  }

  /** The classes with the highest scores: five, or as many as were explained. */
  List<ClassScore> predictions() {
    return explanations.get(0).predictions(Math.max(PREDICTIONS, explanations.size()));
  }
}
