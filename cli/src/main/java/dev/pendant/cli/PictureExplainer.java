package dev.pendant.cli;

import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Preprocessing;
import dev.pendant.cam.target.Target;
import dev.pendant.tensor.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains one picture after the other by one model, method and layer. */
final class PictureExplainer {

  private final LoadedModel model;
  private final Preprocessing preprocessing;
  private final Explainer explainer;
  private final Target[] targets;
  private final @Nullable String about;
  private final double loadMillis;

  /**
   * @param about what about a class is explained, as answers name it; null for its score
   * @param loadMillis what it took to get here, for the answer
   */
  PictureExplainer(
      LoadedModel model,
      Preprocessing preprocessing,
      Explainer explainer,
      Target[] targets,
      @Nullable String about,
      double loadMillis) {
    this.model = model;
    this.preprocessing = preprocessing;
    this.explainer = explainer;
    this.targets = targets;
    this.about = about;
    this.loadMillis = loadMillis;
  }

  /**
   * Reads, runs and explains a picture.
   *
   * @throws UsageException if a class is out of range, or the labels are another model's
   * @throws dev.pendant.PendantException if the picture cannot be read or the model cannot explain
   */
  ExplainedPicture explain(PictureSource source) {
    Picture picture = source.read();
    List<Explanation> all;
    try (Scope scope = Scope.open()) {
      all = explainer.explain(model.input(preprocessing.apply(picture)), targets);
    }
    model.labels().requireFor(all.get(0).scores().classes());
    return new ExplainedPicture(
        source, picture, model.name(), model.labels(), onePerClass(all), about, timing(all));
  }

  /** Two targets may come to the same class. */
  private static List<Explanation> onePerClass(List<Explanation> all) {
    Map<Integer, Explanation> byClass = new LinkedHashMap<>();
    all.forEach(one -> byClass.putIfAbsent(one.classIndex(), one));
    return new ArrayList<>(byClass.values());
  }

  private Timing timing(List<Explanation> all) {
    return new Timing(
        loadMillis,
        Stopwatch.millis(all.get(0).provenance().forward()),
        all.stream().mapToDouble(one -> Stopwatch.millis(one.provenance().explain())).sum());
  }

  /** Milliseconds, as {@link Answer.Timing} says, without the writing. */
  record Timing(double load, double forward, double explain) {}
}
