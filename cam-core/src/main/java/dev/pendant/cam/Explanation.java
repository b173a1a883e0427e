package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.cam.target.ClassScore;
import dev.pendant.cam.target.Scores;
import java.util.List;

/**
 * The answer of a CAM method for one sample and one class. Holds no native memory. Immutable.
 *
 * @param raw the map as the method made it: signed, at the target layer's size
 * @param sample which sample of the batch
 * @param classIndex the class it is for
 * @param scores of the whole batch
 * @param provenance method, layer, backend and timings
 */
public record Explanation(
    HeatMap raw, int sample, int classIndex, Scores scores, Provenance provenance) {

  /** Logit and probability of the class explained. */
  public ClassScore score() {
    return scores.score(sample, classIndex);
  }

  /** The classes with the highest scores for this sample, best first, at most {@code count}. */
  public List<ClassScore> predictions(int count) {
    return scores.top(sample, Math.min(count, scores.classes()));
  }

  /** Whether the map means anything. */
  public Status status() {
    if (!raw.isFinite() || !Double.isFinite(score().logit())) {
      return Status.NON_FINITE;
    }
    return raw.max() > 0 ? Status.OK : Status.BLANK;
  }

  /**
   * The map at the layer's size with negative values cut off, then {@code (x - min) / (max - min)}:
   * 0 to 1. All zero if the status is {@link Status#BLANK}; 1 everywhere if the evidence is
   * positive and the same everywhere.
   *
   * @throws PendantException if the status is {@link Status#NON_FINITE}
   */
  public HeatMap normalized() {
    requireFinite();
    return MinMax.exact(raw.relu());
  }

  /** {@link #normalized()} resized to a picture, bilinear between pixel centres. */
  public HeatMap resized(int height, int width) {
    return finished(Preset.PENDANT, height, width);
  }

  /**
   * The map made by another finish.
   *
   * @throws PendantException if the status is {@link Status#NON_FINITE}
   */
  public HeatMap finished(Finish finish, int height, int width) {
    requireFinite();
    return finish.apply(List.of(raw), height, width);
  }

  private void requireFinite() {
    if (status() == Status.NON_FINITE) {
      throw new PendantException(
          "the "
              + provenance.method()
              + " map of class "
              + classIndex
              + " at layer '"
              + provenance.layer()
              + "' cannot be normalised: it or its score ("
              + score().logit()
              + ") is not finite; check status() first, and the input and weights for NaN");
    }
  }
}
