package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.DeepFeatureFactorization;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.Maps;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.PooledForm;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains what a model saw.
 *
 * <pre>{@code
 * Explanation why = Explainer.of(model).method(new GradCam()).layer("layer4").explain(input).get(0);
 * float[] heat = why.resized(224, 224).values();
 * }</pre>
 *
 * <p>The first tensor that the model returns holds the class scores, before any softmax; others are
 * not looked at. The model is neither changed nor copied: a hook hangs on the target layer during a
 * call. Whether its parameters require gradients, and whether the caller has switched grad mode
 * off, makes no difference.
 *
 * <p>Immutable and thread-safe; each setter returns another explainer of the same model.
 */
public final class Explainer {

  private final Module model;
  private final List<CamMethod> methods;
  private final List<LayerChoice> layers;
  private final MemoryBudget budget;
  private final boolean shortcuts;

  private Explainer(
      Module model,
      List<CamMethod> methods,
      List<LayerChoice> layers,
      MemoryBudget budget,
      boolean shortcuts) {
    this.model = model;
    this.methods = List.copyOf(methods);
    this.layers = List.copyOf(layers);
    this.budget = budget;
    this.shortcuts = shortcuts;
  }

  /** Explains by {@link GradCam} at the layer {@link AutoLayer} picks, unless told otherwise. */
  public static Explainer of(Module model) {
    return new Explainer(
        model, List.of(new GradCam()), List.of(LayerChoice.auto()), MemoryBudget.DEFAULT, true);
  }

  public Explainer method(CamMethod other) {
    return methods(other);
  }

  /** Several methods, which share one run and each target's gradient. */
  public Explainer methods(CamMethod... others) {
    return new Explainer(model, Arrays.asList(others), layers, budget, shortcuts);
  }

  /** The target layer by path, or {@code auto}. */
  public Explainer layer(String path) {
    return layer(LayerChoice.of(path));
  }

  public Explainer layer(LayerChoice other) {
    return new Explainer(model, methods, List.of(other), budget, shortcuts);
  }

  /** Several target layers, whose maps a finish fuses; they share one run. In any order. */
  public Explainer layers(String... paths) {
    List<LayerChoice> choices = Stream.of(paths).map(LayerChoice::of).toList();
    return new Explainer(model, methods, choices, budget, shortcuts);
  }

  /** About how much native memory runs over many changed inputs may take at a time. */
  public Explainer memory(MemoryBudget other) {
    return new Explainer(model, methods, layers, other, shortcuts);
  }

  /** The same without closed forms: what they must equal. */
  Explainer withoutShortcuts() {
    return new Explainer(model, methods, layers, budget, false);
  }

  /**
   * Runs the model once and explains every target from that run, by every method; with {@code
   * auto}, the first call for a shape of input runs it once more, to look. All native memory this
   * takes is free again when it returns or throws.
   *
   * @param input a batch, such as [n, 3, h, w]
   * @param targets each sample's top class if none is given; {@link Target#top(int)} gives several
   * @return for each method in turn and each target, one explanation per sample
   * @throws dev.pendant.nn.ModuleNotFoundException if there is no such layer
   * @throws LayerException if the layer is not called, or its output is not [n, c, h, w] with more
   *     than one position
   * @throws dev.pendant.cam.target.TargetException if the scores are not [n, classes] or a target
   *     does not fit them
   * @throws dev.pendant.cam.method.UnsupportedTailException if a method cannot explain this model
   *     at this layer
   */
  public List<Explanation> explain(Tensor input, Target... targets) {
    return look(input, (run, spent) -> explain(run, spent, wanted(targets)));
  }

  /**
   * What each value of the input contributes, by a method that tells.
   *
   * @param target each sample's top class if null
   */
  public Attribution attribute(AttributionMethod method, Tensor input, @Nullable Target target) {
    return method(method).look(input, (run, spent) -> method.attribute(evidence(run, target)));
  }

  /** By how much integrated gradients miss what they must sum to, for each sample. */
  public double[] convergenceDelta(
      IntegratedGradients method, Attribution attribution, Tensor input, @Nullable Target target) {
    return method(method)
        .look(input, (run, spent) -> method.convergenceDelta(evidence(run, target), attribution));
  }

  private static Evidence evidence(ModelRun run, @Nullable Target target) {
    Target chosen = target == null ? Target.top() : target;
    return evidence(run, chosen.objective(Scores.of(run.output()))).get(0);
  }

  /** What the layer shows in a batch, as concepts and where they are seen. */
  public DeepFeatureFactorization.Concepts factorize(
      Tensor input, DeepFeatureFactorization factorization) {
    return look(input, (run, spent) -> factorization.of(evidence(run, Target.top()).activation()));
  }

  /**
   * Finished maps averaged over six versions of the input, as it is and mirrored, each times 0.9, 1
   * and 1.1, several versions at a time: {@code aug_smooth} of pytorch-grad-cam. The target is what
   * it comes to for the input itself, in all versions. What is averaged is not normalised again.
   *
   * @return one map per sample
   */
  public List<HeatMap> smoothed(Tensor input, Target target, Finish finish, int height, int width) {
    return look(
        input,
        (run, spent) -> {
          List<List<HeatMap>> perSample = augmented(run, target, finish, height, width);
          return perSample.stream().map(HeatMaps::mean).toList();
        });
  }

  private List<List<HeatMap>> augmented(
      ModelRun run, Target target, Finish finish, int height, int width) {
    CamMethod method = methods.get(0);
    Objective objective = target.objective(Scores.of(run.output()));
    int samples = objective.classes().size();
    List<List<HeatMap>> found = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      found.add(new ArrayList<>());
    }
    int most = Math.min(run.copiesPerRun(), TestTimeAugmentation.VERSIONS);
    for (int first = 0; first < TestTimeAugmentation.VERSIONS; first += most) {
      int start = first;
      int count = Math.min(most, TestTimeAugmentation.VERSIONS - first);
      try (Scope scope = Scope.open()) {
        ModelRun versions =
            run.again(TestTimeAugmentation.versions(run.input(), run.tensor(), first, count));
        List<Maps> layers =
            evidence(versions, objective.repeated(count)).stream().map(method::map).toList();
        for (int row = 0; row < count * samples; row++) {
          int version = row / samples;
          int sample = row % samples;
          List<HeatMap> maps =
              layers.stream()
                  .map(of -> TestTimeAugmentation.map(of, start, version, sample, samples))
                  .toList();
          found.get(sample).add(finish.apply(new Unfinished(maps, method.traits()), height, width));
        }
      }
    }
    return found;
  }

  /**
   * The maps of all classes at once, without a backward pass: one matrix product. Only where global
   * average pooling and one linear layer follow the layer.
   *
   * @throws dev.pendant.cam.method.UnsupportedTailException if anything else follows
   * @throws IllegalStateException if the method has no such form; CAM, Grad-CAM, HiResCAM,
   *     XGrad-CAM and LayerCAM have
   */
  public ClassMaps allClasses(Tensor input) {
    CamMethod method = methods.get(0);
    if (!(method instanceof PooledForm form)) {
      throw new IllegalStateException(
          method.id()
              + " has no form for all classes at once; cam, grad-cam, hires-cam, xgrad-cam and"
              + " layer-cam have");
    }
    return look(input, (run, spent) -> ClassMaps.of(run, form));
  }

  private <T> T look(Tensor input, BiFunction<ModelRun, Duration, T> question) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      List<String> paths = paths(input);
      long start = System.nanoTime();
      ModelRun run =
          new ModelRun(
              new ModelRun.Settings(model, paths, new TokenGrids(), budget, shortcuts), input);
      return question.apply(run, since(start));
    }
  }

  private List<String> paths(Tensor input) {
    if (methods.stream().noneMatch(CamMethod::needsLayer)) {
      return List.of();
    }
    return layers.stream().map(layer -> layer.path(model, Tensors.of(input))).toList();
  }

  private static List<Target> wanted(Target... targets) {
    return targets.length == 0 ? List.of(Target.top()) : Arrays.asList(targets);
  }

  private List<Explanation> explain(ModelRun run, Duration forward, List<Target> targets) {
    Scores scores = Scores.of(run.output());
    run.cuts().forEach(run::layout); // says so if a layer has no positions
    List<List<Evidence>> evidence = new ArrayList<>();
    for (Target target : targets) {
      evidence.add(evidence(run, target.objective(scores)));
    }
    List<Explanation> all = new ArrayList<>();
    for (CamMethod method : methods) {
      for (List<Evidence> ofTarget : evidence) {
        List<Evidence> seen = method.needsLayer() ? ofTarget : ofTarget.subList(0, 1);
        all.addAll(explain(method, seen, run, scores, forward));
      }
    }
    return all;
  }

  private static List<Evidence> evidence(ModelRun run, Objective objective) {
    run.willExplain(objective);
    if (run.cuts().isEmpty()) {
      return List.of(new LayerEvidence(run, null, objective));
    }
    return run.cuts().stream()
        .<Evidence>map(cut -> new LayerEvidence(run, cut, objective))
        .toList();
  }

  /** One method and target: an explanation per sample. */
  private static List<Explanation> explain(
      CamMethod method, List<Evidence> layers, ModelRun run, Scores scores, Duration forward) {
    long start = System.nanoTime();
    List<Maps> maps = new ArrayList<>();
    for (Evidence layer : layers) {
      try (Scope scope = Scope.open()) {
        maps.add(method.map(layer));
      }
    }
    Backend backend = run.output().backend();
    Provenance provenance =
        new Provenance(
            method.id(),
            method.needsLayer()
                ? String.join("+", layers.stream().map(Evidence::layer).toList())
                : Provenance.NO_LAYER,
            backend.id(),
            backend.version(),
            backend.device(),
            forward,
            since(start));
    List<Integer> classes = layers.get(0).objective().classes();
    List<Explanation> explanations = new ArrayList<>();
    for (int sample = 0; sample < classes.size(); sample++) {
      int of = sample;
      Unfinished raw =
          new Unfinished(
              maps.stream().map(ofLayer -> HeatMap.of(ofLayer, of)).toList(), method.traits());
      explanations.add(new Explanation(raw, sample, classes.get(sample), scores, provenance));
    }
    return explanations;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
