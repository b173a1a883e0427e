package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.internal.ModelInputs;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.DeepFeatureFactorization;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.PooledForm;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
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
 * <p>Unless told otherwise, the first of several inputs is explained and the others are held fixed,
 * and the first tensor that the model returns holds the class scores, before any softmax. The model
 * is neither changed nor copied: a hook hangs on the target layer during a call. Whether its
 * parameters require gradients, and whether the caller has switched grad mode off, makes no
 * difference.
 *
 * <p>Immutable and thread-safe; each setter returns another explainer of the same model.
 */
public final class Explainer {

  private final Plan plan;

  private Explainer(Plan plan) {
    this.plan = plan;
  }

  /** Explains by {@link GradCam} at the layer {@link AutoLayer} picks, unless told otherwise. */
  public static Explainer of(Module model) {
    return new Explainer(
        new Plan(
            model,
            List.of(new GradCam()),
            List.of(LayerChoice.auto()),
            LayerLayout.inferred(),
            List.of(0),
            OutputChoice.first(),
            MemoryBudget.DEFAULT,
            true));
  }

  // --- how ------------------------------------------------------------------------------------

  public Explainer method(CamMethod other) {
    return methods(other);
  }

  /**
   * Several methods, which share one run and each target's gradient.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Explainer methods(CamMethod... others) {
    if (others.length == 0) {
      throw new IllegalArgumentException("expected at least one method, got none");
    }
    return new Explainer(plan.withMethods(Arrays.asList(others)));
  }

  /** The target layer by name, see {@link LayerChoice#of(String)}. */
  public Explainer layer(String name) {
    return layers(name);
  }

  /** The target layer as a place: the input of a module, one of several calls or tensors. */
  public Explainer layer(LayerPoint point) {
    return layer(LayerChoice.of(point));
  }

  public Explainer layer(LayerChoice other) {
    return new Explainer(plan.withLayers(List.of(other)));
  }

  /**
   * Several target layers, whose maps a finish fuses; they share one run. In any order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Explainer layers(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException(
          "expected at least one layer, got none; 'auto' picks one, and methods that need none look"
              + " at none");
    }
    return new Explainer(plan.withLayers(Stream.of(names).map(LayerChoice::of).toList()));
  }

  /** How target layers are read, where their shapes alone do not tell. */
  public Explainer layout(LayerLayout other) {
    return new Explainer(plan.withLayout(other));
  }

  /**
   * Which of the model's inputs are explained, from 0; the others are held fixed. Several must
   * differ in channels only, and are changed together by methods that change inputs. A fixed input
   * with as many samples as the batch goes with it, any other is the same for all.
   *
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public Explainer inputs(int... slots) {
    if (slots.length == 0 || IntStream.of(slots).distinct().count() < slots.length) {
      throw new IllegalArgumentException(
          "expected different inputs to be explained, at least one, got " + Arrays.toString(slots));
    }
    return new Explainer(plan.withInputs(IntStream.of(slots).boxed().toList()));
  }

  /** Which of the model's outputs is explained, or a function of them. */
  public Explainer output(OutputChoice other) {
    return new Explainer(plan.withOutput(other));
  }

  /** About how much native memory runs over many changed inputs may take at a time. */
  public Explainer memory(MemoryBudget other) {
    return new Explainer(plan.withBudget(other));
  }

  /** The same without closed forms: what they must equal. */
  Explainer withoutShortcuts() {
    return new Explainer(plan.withoutShortcuts());
  }

  // --- what it was told -----------------------------------------------------------------------

  /** The model it explains. */
  public Module model() {
    return plan.model();
  }

  /** Which of the model's inputs are explained, from 0; see {@link #inputs}. */
  public List<Integer> explainedInputs() {
    return plan.inputs();
  }

  /** Which of the model's outputs is explained. */
  public OutputChoice output() {
    return plan.output();
  }

  /** About how much native memory runs over many changed inputs may take at a time. */
  public MemoryBudget memory() {
    return plan.budget();
  }

  // --- maps -----------------------------------------------------------------------------------

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
    return explain(Tensors.of(input), targets);
  }

  /** The same for a model of several inputs; {@link #inputs} says which are explained. */
  public List<Explanation> explain(Tensors inputs, Target... targets) {
    List<Target> wanted = targets.length == 0 ? List.of(Target.top()) : Arrays.asList(targets);
    return look(
        inputs, (run, forward) -> new Explanations(run, forward).of(plan.methods(), wanted));
  }

  /**
   * Finished maps averaged over six versions of the input, as it is and mirrored, each times 0.9, 1
   * and 1.1, several versions at a time: {@code aug_smooth} of pytorch-grad-cam. The target is what
   * it comes to for the input itself, in all versions. What is averaged is not normalised again.
   *
   * @return one map per sample
   */
  public List<HeatMap> smoothed(Tensor input, Target target, Finish finish, int... extents) {
    return smoothed(Tensors.of(input), target, finish, extents);
  }

  /** The same for a model of several inputs. */
  public List<HeatMap> smoothed(Tensors inputs, Target target, Finish finish, int... extents) {
    CamMethod method = plan.onlyMethod();
    return look(
        inputs,
        (run, forward) -> {
          Objective objective = Explanations.objective(target, Scores.of(run.output()));
          return SmoothedMaps.of(run, method, objective, finish, extents);
        });
  }

  /**
   * The maps of all classes at once, without a backward pass: one matrix product. Only where global
   * average pooling and one linear layer follow the layer.
   *
   * @throws dev.pendant.cam.method.UnsupportedTailException if anything else follows
   * @throws IllegalStateException if the method has no such form; CAM, Grad-CAM, HiResCAM,
   *     XGrad-CAM and LayerCAM have; or if there are several methods
   * @throws LayerException if there are several layers
   */
  public ClassMaps allClasses(Tensor input) {
    return allClasses(Tensors.of(input));
  }

  /** The same for a model of several inputs. */
  public ClassMaps allClasses(Tensors inputs) {
    CamMethod method = plan.onlyMethod();
    if (!(method instanceof PooledForm form)) {
      throw new IllegalStateException(
          method.id()
              + " has no form for all classes at once; cam, grad-cam, hires-cam, xgrad-cam and"
              + " layer-cam have");
    }
    return look(inputs, (run, forward) -> ClassMaps.of(run, run.onlyCut(), form));
  }

  /** What the layer shows in a batch, as concepts and where they are seen. */
  public DeepFeatureFactorization.Concepts factorize(
      Tensor input, DeepFeatureFactorization factorization) {
    return factorize(Tensors.of(input), factorization);
  }

  /** The same for a model of several inputs. */
  public DeepFeatureFactorization.Concepts factorize(
      Tensors inputs, DeepFeatureFactorization factorization) {
    return look(inputs, (run, forward) -> factorization.of(run.read(run.onlyCut())));
  }

  // --- attributions ---------------------------------------------------------------------------

  /**
   * What each value of the input contributes, by a method that tells.
   *
   * @param target each sample's top class if null
   */
  public Attribution attribute(AttributionMethod method, Tensor input, @Nullable Target target) {
    return attribute(method, Tensors.of(input), target).get(0);
  }

  /**
   * The same for a model of several inputs: one attribution for each that is explained, in the
   * order of {@link #inputs}; of a method that {@linkplain AttributionMethod#attributesLayer
   * attributes a layer}, the layer's alone.
   */
  public List<Attribution> attribute(
      AttributionMethod method, Tensors inputs, @Nullable Target target) {
    return ask(
        method,
        inputs,
        run -> {
          Attribution found = method.attribute(evidence(run, target));
          return method.attributesLayer() ? List.of(found) : run.inputs().apart(found);
        });
  }

  /** By how much integrated gradients miss what they must sum to, for each sample. */
  public double[] convergenceDelta(
      IntegratedGradients method, Attribution attribution, Tensor input, @Nullable Target target) {
    return convergenceDelta(method, List.of(attribution), Tensors.of(input), target);
  }

  /** The same for a model of several inputs. */
  public double[] convergenceDelta(
      IntegratedGradients method,
      List<Attribution> attributions,
      Tensors inputs,
      @Nullable Target target) {
    return ask(method, inputs, run -> method.convergenceDelta(evidence(run, target), attributions));
  }

  private static Evidence evidence(ModelRun run, @Nullable Target target) {
    Target chosen = target == null ? Target.top() : target;
    Objective objective = Explanations.objective(chosen, Scores.of(run.output()));
    return Explanations.evidence(run, objective).get(0);
  }

  private <T> T ask(AttributionMethod method, Tensors inputs, Function<ModelRun, T> question) {
    boolean anyLayer = plan.layout() instanceof TokenGrids && !method.needsPositions();
    Explainer asked = anyLayer ? layout(new TokenGrids(false)) : this;
    return asked
        .method(method)
        .look(
            inputs,
            (run, forward) -> {
              if (method.needsLayer()) {
                run.onlyCut(); // an attribution is of one layer
              }
              return question.apply(run);
            });
  }

  private <T> T look(Tensors inputs, BiFunction<ModelRun, Duration, T> question) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      ModelInputs given = new ModelInputs(inputs, plan.inputs());
      List<LayerPoint> points = plan.points(inputs);
      long start = System.nanoTime();
      ModelRun run = new ModelRun(plan, given, points);
      return question.apply(run, Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
