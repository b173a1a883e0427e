package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.internal.Handles;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model cut at one or several places: the head is everything up to and including the first of
 * them, the tail everything from there. Only the tail is recorded on the tape, whatever requires a
 * gradient before it and whether or not the caller has switched grad mode off.
 *
 * <p>The cut is made by a hook that hangs on the module for the length of a run, so it works for
 * any tree of modules. It comes after the hooks that are on the module already and sees what they
 * returned. Any number of threads may run splits of one model at once.
 */
public final class Split {

  private final Module model;
  private final List<LayerPoint> points;
  private final List<Module> layers;

  private Split(Module model, List<LayerPoint> points) {
    this.model = model;
    this.points = List.copyOf(points);
    this.layers = points.stream().map(point -> model.find(point.path())).toList();
  }

  /**
   * Cuts a model after the last call of modules, in any order; of none, nothing is recorded.
   *
   * @param paths such as {@code layer4.1.conv2}
   * @throws dev.pendant.nn.ModuleNotFoundException naming the nearest paths there are
   */
  public static Split at(Module model, String... paths) {
    return new Split(model, Stream.of(paths).map(LayerPoint::output).toList());
  }

  /** The same at other places than after the last call. */
  public static Split at(Module model, LayerPoint... points) {
    return new Split(model, Arrays.asList(points));
  }

  static Split at(Module model, List<LayerPoint> points) {
    return new Split(model, points);
  }

  /**
   * Runs head and tail once. What is made belongs to the scope open on this thread; hooks and grad
   * mode are afterwards as they were, also if something throws.
   *
   * @throws LayerException if a layer is not called (so often), or has no such floating tensor
   */
  public SplitRun run(Tensors inputs) {
    Knife knife = new Knife(points);
    List<HookHandle> hooks = new ArrayList<>();
    try (GradMode.Guard head = Autograd.noGrad()) {
      for (int i = 0; i < layers.size(); i++) {
        int at = i;
        hooks.add(hook(i, (module, tensors) -> knife.cut(at, module, tensors)));
      }
      Tensors outputs = model.call(inputs);
      return new SplitRun(knife.cuts(layers), outputs);
    } finally {
      hooks.forEach(HookHandle::close);
    }
  }

  /**
   * Runs the whole model with another activation at a place, in the grad mode it finds.
   *
   * @param cut of an earlier run of this split
   */
  Tensors runWith(Tensors inputs, LayerCut cut, Tensor activation) {
    Thread thread = Thread.currentThread();
    try (HookHandle hook =
        hook(
            points.indexOf(cut.point()),
            (module, tensors) ->
                Thread.currentThread() == thread && module.callIndex() == cut.call()
                    ? tensors.with(cut.slot(), Handles.another(activation))
                    : null)) {
      return model.call(inputs);
    }
  }

  /** What a hook makes of the tensors on either side of a module. */
  @FunctionalInterface
  private interface Passing {
    @Nullable Tensors pass(Module module, Tensors tensors);
  }

  private HookHandle hook(int layer, Passing passing) {
    Module module = layers.get(layer);
    return points.get(layer).side() == LayerPoint.Side.INPUT
        ? module.registerForwardPreHook(passing::pass)
        : module.registerForwardHook((m, in, out) -> passing.pass(m, out));
  }
}
