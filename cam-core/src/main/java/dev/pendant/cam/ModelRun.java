package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.internal.CopiesPerRun;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Layout;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.Network;
import dev.pendant.cam.method.Recording;
import dev.pendant.cam.method.Variants;
import dev.pendant.cam.target.Objective;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
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

  /** What stays the same from run to run. */
  record Settings(
      Module model, List<String> paths, TokenGrids grids, MemoryBudget budget, boolean shortcuts) {}

  private final Settings settings;
  private final Split split;
  private final Tensor input;
  private final SplitRun run;
  private final Tensor scores;
  private final Map<LayerCut, Layout> layouts = new HashMap<>();
  private final List<Objective> objectives = new ArrayList<>();
  private final Map<Object, double[][][]> found = new HashMap<>();
  private @Nullable Integer copies;

  ModelRun(Settings settings, Tensor input) {
    this.settings = settings;
    this.split = Split.at(settings.model(), settings.paths());
    this.input = input;
    this.run = split.run(Tensors.of(input));
    this.scores = scores(run.outputs());
  }

  ModelRun again(Tensor other) {
    return new ModelRun(settings, other);
  }

  /** The first output, wherever it lies on the tape. */
  Tensor scores() {
    return scores;
  }

  List<LayerCut> cuts() {
    return run.cuts();
  }

  LayerCut cut(String layer) {
    return run.cuts().stream().filter(cut -> cut.layer().equals(layer)).findFirst().orElseThrow();
  }

  MemoryBudget budget() {
    return settings.budget();
  }

  /** One more thing to be explained of this run. */
  void willExplain(Objective objective) {
    objectives.add(objective);
  }

  boolean shortcuts() {
    return settings.shortcuts();
  }

  /** Which sample of a batch of {@code count} each row of this run is. */
  int[] samples(int count) {
    int[] samples = new int[input.shape().getInt(0)];
    for (int row = 0; row < samples.length; row++) {
      samples[row] = row % count;
    }
    return samples;
  }

  Layout layout(LayerCut cut) {
    return layouts.computeIfAbsent(cut, key -> settings.grids().layout(key, input.shape()));
  }

  /** The whole model with another activation in a layer's place. */
  UnaryOperator<Tensor> runWith(LayerCut cut) {
    return activation -> scores(split.runWith(Tensors.of(input), cut, activation));
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
      settings
          .model()
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
                              returned.put(path, out.get(0));
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
    return scores(settings.model().call(Tensors.of(rows)));
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
      copies = CopiesPerRun.find(settings.model(), tensor(), this::forward, budget());
    }
    return copies;
  }

  private static Tensor scores(Tensors outputs) {
    if (outputs.size() == 0 || !outputs.isPresent(0)) {
      throw new PendantException(
          "expected a model whose first output is a tensor of class scores, this one returned "
              + outputs);
    }
    return outputs.get(0);
  }
}
