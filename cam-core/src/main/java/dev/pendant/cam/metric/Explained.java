package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.Finish;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.Preset;
import dev.pendant.cam.internal.Extents;
import dev.pendant.tensor.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Metric} judges: a map, what it is a map of, and, for metrics that explain changed
 * pictures, the way it was made. Immutable; thread-safe as the model is.
 */
public final class Explained {

  /** Makes the map of a changed copy. */
  @FunctionalInterface
  private interface Maker {
    HeatMap map(Subject.Change change);
  }

  /** A few of the last places that a float near 1 has. */
  private static final float ROUNDING = 1e-6f;

  private final Subject subject;
  private final HeatMap map;
  private final @Nullable Maker maker;

  private Explained(Subject subject, HeatMap map, @Nullable Maker maker) {
    if (!map.shape().equals(subject.shape())) {
      throw new PendantException(
          "expected a map of %s, the picture's size, got %s; resize it first"
              .formatted(Extents.text(subject.shape()), Extents.text(map.shape())));
    }
    if (!map.isFinite()) {
      throw new PendantException(
          "the map holds NaN or infinity, so nothing can be measured; check its status first");
    }
    this.subject = subject;
    this.map = map;
    this.maker = maker;
  }

  /**
   * A map from anywhere.
   *
   * @param map of the picture's size; some metrics need values from 0 to 1, and say so
   * @throws PendantException if it has another size or is not finite
   */
  public static Explained of(Subject subject, HeatMap map) {
    return new Explained(subject, map, null);
  }

  /**
   * Explains the picture, with the finish {@link Preset#PENDANT}.
   *
   * @param explainer of the subject's model; its method and layers are used, with the inputs and
   *     the output of the subject
   * @throws PendantException if it explains another model
   */
  public static Explained by(Explainer explainer, Subject subject) {
    return by(explainer, Preset.PENDANT, subject);
  }

  /**
   * The same with another finish.
   *
   * @param finish one whose maps are not from 0 to 1, as {@link Preset#CAPTUM}'s, does for metrics
   *     of any range alone
   */
  public static Explained by(Explainer explainer, Finish finish, Subject subject) {
    Explainer asked = subject.askedBy(explainer);
    Maker maker = change -> map(asked, finish, subject, change);
    return new Explained(subject, maker.map((copy, values) -> {}), maker);
  }

  private static HeatMap map(
      Explainer explainer, Finish finish, Subject subject, Subject.Change change) {
    try (Scope scope = Scope.open()) {
      List<Explanation> one = explainer.explain(subject.changed(change), subject.forCopies());
      return one.get(0).finished(finish, Extents.ints(subject.shape()));
    }
  }

  public Subject subject() {
    return subject;
  }

  /** Of the picture's size. */
  public HeatMap map() {
    return map;
  }

  /**
   * The maps of changed copies, made in the same way for the same class, one after the other.
   *
   * @throws PendantException if only the map is known and not how it was made
   */
  List<HeatMap> again(int copies, Subject.Change change) {
    if (maker == null) {
      throw new PendantException(
          "this metric explains changed pictures, and only a map was given; use Explained.by");
    }
    List<HeatMap> all = new java.util.ArrayList<>();
    for (int i = 0; i < copies; i++) {
      int copy = i;
      all.add(maker.map((same, values) -> change.apply(copy, values)));
    }
    return all;
  }

  /**
   * The map as what share of each pixel it shows.
   *
   * @throws PendantException if a value is not from 0 to 1, but for rounding
   */
  float[] shares() {
    if (map.min() < -ROUNDING || map.max() > 1 + ROUNDING) {
      throw new PendantException(
          ("this metric takes the map as what share of each pixel is shown: expected a map from 0 to"
                  + " 1, got %s to %s; use a finish that normalises, such as Preset.PENDANT (not"
                  + " Preset.CAPTUM), or HeatMap.forDrawing()")
              .formatted(map.min(), map.max()));
    }
    return map.map(value -> Math.max(0, Math.min(1, value))).values();
  }

  /** Lays the map on copies: every channel times the map. */
  Subject.Change masked() {
    float[] shown = shares();
    return (copy, values) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] *= shown[i % shown.length];
      }
    };
  }
}
