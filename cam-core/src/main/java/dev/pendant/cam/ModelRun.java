package dev.pendant.cam;

import dev.pendant.autograd.GradMode;
import dev.pendant.cam.internal.CopiesPerRun;
import dev.pendant.cam.internal.Handles;
import dev.pendant.cam.internal.ModelInputs;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Layout;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.Network;
import dev.pendant.cam.method.Recording;
import dev.pendant.cam.method.Variants;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.TargetException;
import dev.pendant.hook.HookHandle;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a model on a batch, cut at some layers, and whatever is asked of the model besides.
 */
final class ModelRun implements Network {

  private final Plan plan;
  private final Split split;
  private final ModelInputs inputs;
  private final Tensor input;
  private final SplitRun run;
  private final Tensor scores;
  private final Map<LayerCut, Layout> layouts = new HashMap<>();
  private final List<Objective> objectives = new ArrayList<>();
  private final Map<Object, double[][][]> found = new HashMap<>();
  private @Nullable Integer copies;

  ModelRun(Plan plan, ModelInputs inputs, List<LayerPoint> points) {
    this(plan, Split.at(plan.model(), points), inputs, inputs.joined());
  }

  private ModelRun(Plan plan, Split split, ModelInputs inputs, Tensor input) {
    this.plan = plan;
    this.split = split;
    this.inputs = inputs;
    this.input = input;
    this.run = split.run(inputs.with(input));
    try (GradMode.Guard on = GradMode.set(true)) { // a function of outputs belongs to the tail
      this.scores = ofBatch(plan.output().of(run.outputs()));
    }
  }

  private Tensor ofBatch(Tensor output) {
    long samples = input.shape().get(0);
    if (output.shape().rank() == 0 || output.shape().get(0) != samples) {
      throw new TargetException(
          "expected an output with one row for each of "
              + samples
              + " samples, the model returned "
              + output.spec()
              + "; choose another with output(...), or a function of it");
    }
    return output;
  }

  /** A run on changed inputs, or several copies of the batch. */
  ModelRun again(Tensor other) {
    return new ModelRun(plan, split, inputs, other);
  }

  /** The output that is explained, wherever it lies on the tape. */
  Tensor scores() {
    return scores;
  }

  List<LayerCut> cuts() {
    return run.cuts();
  }

  /**
   * @throws LayerException if there are several, of what answers for one
   */
  LayerCut onlyCut() {
    if (cuts().size() > 1) {
      throw new LayerException(
          "expected one layer here, got "
              + cuts().stream().map(LayerCut::point).toList()
              + "; explain(...) looks at several, this at one after the other");
    }
    return cuts().get(0);
  }

  /** What a layer shows. */
  Features read(LayerCut cut) {
    return layout(cut).read(cut.activation());
  }

  LayerCut cut(LayerPoint point) {
    return run.cuts().stream().filter(cut -> cut.point().equals(point)).findFirst().orElseThrow();
  }

  MemoryBudget budget() {
    return plan.budget();
  }

  /** One more thing to be explained of this run. */
  void willExplain(Objective objective) {
    objectives.add(objective);
  }

  boolean shortcuts() {
    return plan.shortcuts();
  }

  /** Which sample of a batch of {@code count} each row of this run is. */
  int[] samples(int count) {
    int[] samples = new int[input.shape().getInt(0)];
    for (int row = 0; row < samples.length; row++) {
      samples[row] = row % count;
    }
    return samples;
  }

  /** What inputs were given, unchanged. */
  ModelInputs inputs() {
    return inputs;
  }

  Layout layout(LayerCut cut) {
    return layouts.computeIfAbsent(cut, this::findLayout);
  }

  private Layout findLayout(LayerCut cut) {
    Shape shape = cut.activation().shape();
    Layout layout = plan.layout().of(cut.point(), shape, input.shape());
    long values = shape.elements() / Math.max(1, shape.get(0));
    if (layout.lastPlace() >= values) {
      throw new LayerException(
          "the layout for layer '%s' reads place %d, but a sample of %s has the places 0 to %d"
              .formatted(cut.point(), layout.lastPlace(), shape, values - 1));
    }
    return layout;
  }

  /** The whole model with another activation in a layer's place. */
  UnaryOperator<Tensor> runWith(LayerCut cut) {
    return activation -> plan.output().of(split.runWith(inputs.with(input), cut, activation));
  }

  // --- the whole model ------------------------------------------------------------------------

  @Override
  public Features input() {
    return layout().read(input);
  }

  @Override
  public Layout layout() {
    return Layout.channelsFirst(input.shape());
  }

  @Override
  public Tensor tensor() {
    return input.detach();
  }

  @Override
  public Tensor output() {
    return scores.detach();
  }

  @Override
  public Variants variants() {
    return new Variants(tensor(), layout(), this::copiesPerRun, this::forward);
  }

  @Override
  public Recording record(Tensor other) {
    try (GradMode.Guard on = GradMode.set(true)) {
      Tensor leaf = other.detach().requireGrad();
      return new Recording(leaf, forward(leaf));
    }
  }

  @Override
  public Recording recordModules(Tensor other) {
    Map<String, Tensor> returned = Collections.synchronizedMap(new LinkedHashMap<>());
    List<HookHandle> hooks = new ArrayList<>();
    Thread thread = Thread.currentThread();
    try {
      plan.model()
          .namedModules()
          .forEach(
              (path, module) ->
                  hooks.add(
                      module.registerForwardHook(
                          (m, in, out) -> {
                            if (Thread.currentThread() == thread
                                && out.size() == 1
                                && out.isPresent(0)
                                && out.get(0).requiresGrad()) {
                              returned.remove(path);
                              returned.put(path, Handles.another(out.get(0)));
                            }
                            return null;
                          })));
      Recording plain = record(other);
      return new Recording(plain.input(), plain.output(), returned);
    } finally {
      hooks.forEach(HookHandle::close);
    }
  }

  private Tensor forward(Tensor rows) {
    return plan.output().of(plan.model().call(inputs.with(rows)));
  }

  @Override
  public List<Objective> objectives() {
    return List.copyOf(objectives);
  }

  @Override
  public double[][][] once(Object key, Supplier<double[][][]> find) {
    return found.computeIfAbsent(key, absent -> find.get());
  }

  @Override
  public int copiesPerRun() {
    if (copies == null) {
      copies = CopiesPerRun.find(plan.model(), tensor(), this::forward, budget());
    }
    return copies;
  }
}
