package dev.pendant.cam;

import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Maps;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The explanations that one run of a model gives rise to. */
final class Explanations {

  private final ModelRun run;
  private final Scores scores;
  private final Duration forward;

  /**
   * @param forward how long the run took
   */
  Explanations(ModelRun run, Duration forward) {
    this.run = run;
    this.scores = Scores.of(run.output());
    this.forward = forward;
    run.cuts().forEach(run::layout); // says so if a layer has no positions
  }

  /** For each method in turn and each target, one per sample. */
  List<Explanation> of(List<CamMethod> methods, List<Target> targets) {
    List<List<Evidence>> evidence =
        targets.stream().map(target -> evidence(run, objective(target, scores))).toList();
    List<Explanation> all = new ArrayList<>();
    for (CamMethod method : methods) {
      for (List<Evidence> ofTarget : evidence) {
        all.addAll(of(method, method.needsLayer() ? ofTarget : ofTarget.subList(0, 1)));
      }
    }
    return all;
  }

  /**
   * What a target comes to for a run of the batch.
   *
   * @throws TargetException if it is not for every sample
   */
  static Objective objective(Target target, Scores scores) {
    Objective objective = target.objective(scores);
    if (objective.classes().size() != scores.samples()) {
      throw new TargetException(
          "expected a target to name the class of each sample, "
              + scores.samples()
              + " of them, it named "
              + objective.classes()
              + "; a sample that is explained for no class has "
              + Objective.NO_CLASS);
    }
    return objective;
  }

  /** What each layer shows; one without a layer if the run has none. */
  static List<Evidence> evidence(ModelRun run, Objective objective) {
    run.willExplain(objective);
    if (run.cuts().isEmpty()) {
      return List.of(new LayerEvidence(run, null, objective));
    }
    return run.cuts().stream()
        .<Evidence>map(cut -> new LayerEvidence(run, cut, objective))
        .toList();
  }

  /** One method and target. */
  private List<Explanation> of(CamMethod method, List<Evidence> layers) {
    long start = System.nanoTime();
    List<Maps> maps = new ArrayList<>();
    for (Evidence layer : layers) {
      try (Scope scope = Scope.open()) {
        maps.add(method.map(layer));
      }
    }
    Duration explain = Duration.ofNanos(System.nanoTime() - start);
    Provenance provenance = provenance(method, explain);
    Objective objective = layers.get(0).objective();
    List<Integer> classes = objective.classes();
    List<Explanation> explanations = new ArrayList<>();
    for (int sample = 0; sample < classes.size(); sample++) {
      int of = sample;
      List<HeatMap> raw = maps.stream().map(ofLayer -> HeatMap.of(ofLayer, of)).toList();
      explanations.add(
          new Explanation(
              new Unfinished(raw, method.traits()),
              sample,
              classes.get(sample),
              objective.description(sample),
              scores,
              provenance));
    }
    return explanations;
  }

  private Provenance provenance(CamMethod method, Duration explain) {
    Backend backend = run.output().backend();
    List<LayerSeen> where =
        method.needsLayer() ? run.cuts().stream().map(LayerCut::seen).toList() : List.of();
    return new Provenance(
        method.id(), where, backend.id(), backend.version(), backend.device(), forward, explain);
  }
}
