package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model cut at one or several modules: the head is everything up to and including the output of
 * the first of them, the tail everything from there. Only the tail is recorded on the tape,
 * whatever requires a gradient before it and whether or not the caller has switched grad mode off.
 *
 * <p>The cut is made by a forward hook that hangs on the module for the length of a run, so it
 * works for any tree of modules. It comes after the hooks that are on the module already and sees
 * what they returned. A module that is called several times is cut after its last call. Any number
 * of threads may run splits of one model at once.
 */
public final class Split {

  private final Module model;
  private final List<String> paths;
  private final List<Module> layers;

  private Split(Module model, List<String> paths) {
    this.model = model;
    this.paths = List.copyOf(paths);
    this.layers = paths.stream().map(model::find).toList();
  }

  /**
   * Cuts a model.
   *
   * @param path of the module after which to cut, such as {@code layer4.1.conv2}
   * @throws dev.pendant.nn.ModuleNotFoundException naming the nearest paths there are
   */
  public static Split at(Module model, String path) {
    return new Split(model, List.of(path));
  }

  /** The same at several modules, in any order; of none, nothing is recorded. */
  public static Split at(Module model, List<String> paths) {
    return new Split(model, paths);
  }

  /**
   * Runs head and tail once. What is made belongs to the scope open on this thread; hooks and grad
   * mode are afterwards as they were, also if something throws.
   *
   * @throws LayerException if a layer is not called, or returns anything but one floating tensor
   */
  public SplitRun run(Tensors inputs) {
    Knife knife = new Knife();
    List<HookHandle> hooks = new ArrayList<>();
    try (GradMode.Guard head = Autograd.noGrad()) {
      for (int i = 0; i < layers.size(); i++) {
        int at = i;
        hooks.add(
            layers.get(i).registerForwardHook((module, in, out) -> knife.cut(at, module, out)));
      }
      Tensors outputs = model.call(inputs);
      List<LayerCut> cuts = new ArrayList<>();
      for (int i = 0; i < layers.size(); i++) {
        cuts.add(new LayerCut(paths.get(i), knife.requireCut(i), knife.call[i]));
      }
      return new SplitRun(cuts, outputs);
    } finally {
      hooks.forEach(HookHandle::close);
    }
  }

  /**
   * Runs the whole model with another activation in a layer's place, in the grad mode it finds.
   *
   * @param cut of an earlier run of this split
   */
  Tensors runWith(Tensors inputs, LayerCut cut, Tensor activation) {
    Thread thread = Thread.currentThread();
    Module layer = layers.get(paths.indexOf(cut.layer()));
    try (HookHandle hook =
        layer.registerForwardHook(
            (module, in, out) ->
                Thread.currentThread() == thread && module.callIndex() == cut.call()
                    ? out.with(0, activation)
                    : null)) {
      return model.call(inputs);
    }
  }

  /** What the hooks remember of one run. */
  private final class Knife {

    private final Thread thread = Thread.currentThread();
    private final @Nullable Tensor[] found = new @Nullable Tensor[layers.size()];
    private final int[] call = new int[layers.size()];

    @Nullable Tensors cut(int at, Module module, Tensors outputs) {
      if (Thread.currentThread() != thread) {
        return null; // another thread's run of the same model
      }
      if (outputs.size() != 1 || !outputs.isPresent(0) || !outputs.get(0).type().isFloating()) {
        throw new LayerException(
            "layer '"
                + paths.get(at)
                + "' ("
                + module.type()
                + ") must return one floating tensor, it returned "
                + outputs
                + "; choose a layer inside it or after it");
      }
      call[at] = module.callIndex();
      Tensor output = outputs.get(0);
      if (output.requiresGrad() && anotherIsCut(at)) {
        found[at] = output; // on the other's tail, where it has to stay
        return null;
      }
      Tensor leaf = output.detach().requireGrad();
      found[at] = leaf;
      GradMode.set(true); // run() puts it back
      return outputs.with(0, leaf);
    }

    private boolean anotherIsCut(int at) {
      for (int i = 0; i < found.length; i++) {
        if (i != at && found[i] != null) {
          return true;
        }
      }
      return false;
    }

    Tensor requireCut(int at) {
      Tensor cut = found[at];
      if (cut == null) {
        throw new LayerException(
            "layer '"
                + paths.get(at)
                + "' ("
                + layers.get(at).type()
                + ") was not called when the model ran; choose a layer that computes something");
      }
      return cut;
    }
  }
}
