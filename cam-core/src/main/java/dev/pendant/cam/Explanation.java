package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.cam.saved.ExplanationFolder;
import dev.pendant.cam.target.ClassScore;
import dev.pendant.cam.target.Scores;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The answer of a CAM method for one sample and one class. Holds no native memory. Immutable.
 *
 * @param unfinished the map of each target layer as the method made it
 * @param sample which sample of the batch
 * @param classIndex the class it is for; {@link dev.pendant.cam.target.Objective#NO_CLASS} if it is
 *     for something else
 * @param target what is explained, in words; see {@link
 *     dev.pendant.cam.target.Objective#description}
 * @param scores of the whole batch
 * @param provenance method, layer, backend and timings
 */
public record Explanation(
    Unfinished unfinished,
    int sample,
    int classIndex,
    String target,
    Scores scores,
    Provenance provenance) {

  /**
   * @throws IllegalArgumentException if there are layers, but not one for each map
   */
  public Explanation {
    int layers = provenance.layers().size();
    int maps = unfinished.layers().size();
    if (layers != 0 && layers != maps) {
      throw new IllegalArgumentException(
          "expected the layer of each of " + maps + " maps, or none, got " + layers);
    }
  }

  /** The map as the method made it: signed, at the target layer's size; of several, the first. */
  public HeatMap raw() {
    return unfinished.layers().get(0);
  }

  /**
   * Logit and probability of the class explained.
   *
   * @throws dev.pendant.cam.target.TargetException if it is for no class
   */
  public ClassScore score() {
    return scores.score(sample, classIndex);
  }

  /** The classes with the highest scores for this sample, best first, at most {@code count}. */
  public List<ClassScore> predictions(int count) {
    return scores.top(sample, Math.min(count, scores.classes()));
  }

  /** Of the class; where there is none, of all that the model returned for the sample. */
  private boolean isScoreFinite() {
    return scores.isPerClass() && classIndex >= 0
        ? Double.isFinite(scores.logit(sample, classIndex))
        : Arrays.stream(scores.values(sample)).allMatch(Double::isFinite);
  }

  /** Whether the map means anything. */
  public Status status() {
    if (!unfinished.layers().stream().allMatch(HeatMap::isFinite) || !isScoreFinite()) {
      return Status.NON_FINITE;
    }
    boolean any = unfinished.layers().stream().anyMatch(map -> map.max() > 0);
    return any ? Status.OK : Status.BLANK;
  }

  /**
   * The map at the layer's size with negative values cut off, then stretched by its own {@link
   * #scale}: 0 to 1. All zero if the status is {@link Status#BLANK}; 1 everywhere if the evidence
   * is positive and the same everywhere. Of several layers, the first.
   *
   * @throws PendantException if the status is {@link Status#NON_FINITE}
   */
  public HeatMap normalized() {
    return normalized(scale());
  }

  /**
   * The same stretched by another scale, so that maps of several samples, classes or methods can be
   * compared: see {@link Scale#spanning}. Above 1 where this map is beyond the scale.
   *
   * @throws PendantException if the status is {@link Status#NON_FINITE}
   */
  public HeatMap normalized(Scale by) {
    requireFinite();
    return by.applyTo(raw().relu());
  }

  /**
   * What {@link #normalized()} stretches by; of several layers, the first.
   *
   * @throws PendantException if the status is {@link Status#NON_FINITE}
   */
  public Scale scale() {
    return scales().get(0);
  }

  /**
   * The scale of each layer's map, from the smallest to the largest value that it has once negative
   * ones are cut off.
   *
   * @throws PendantException if the status is {@link Status#NON_FINITE}
   */
  public List<Scale> scales() {
    requireFinite();
    return unfinished.layers().stream().map(map -> Scale.of(map.relu())).toList();
  }

  /** {@link #normalized()} resized to a picture, linear between the centres of its pixels. */
  public HeatMap resized(int... extents) {
    return finished(Preset.PENDANT, extents);
  }

  /**
   * The map made by another finish.
   *
   * @throws PendantException if the status is {@link Status#NON_FINITE}
   */
  public HeatMap finished(Finish finish, int... extents) {
    requireFinite();
    return finish.apply(unfinished, extents);
  }

  // --- files ----------------------------------------------------------------------------------

  /**
   * Saves all of it in a folder: arrays for NumPy, and a manifest in JSON, which is written last.
   * One that was saved there before is replaced.
   *
   * @param folder made if it is not there
   * @throws dev.pendant.cam.saved.SavedException if it cannot be made or written to
   */
  public void save(Path folder) {
    ExplanationFolder.write(folder, this);
  }

  /**
   * The explanation that was saved in a folder, equal to it in everything.
   *
   * @throws dev.pendant.cam.saved.SavedException if the folder holds none, or a part of it is
   *     missing, damaged, of a newer version or at odds with another part
   */
  public static Explanation read(Path folder) {
    return ExplanationFolder.read(folder);
  }

  private void requireFinite() {
    if (status() == Status.NON_FINITE) {
      throw new PendantException(
          "the "
              + provenance.method()
              + " map of "
              + target
              + " at layer '"
              + provenance.layer()
              + "' cannot be normalised: it or its score is not finite; check status() first, and the input and weights for NaN");
    }
  }
}
