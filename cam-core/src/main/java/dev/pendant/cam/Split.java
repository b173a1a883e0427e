package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * A model cut at a module: the head is everything up to and including the module's output, the tail
 * everything from there. Only the tail is recorded on the tape, whatever requires a gradient before
 * it and whether or not the caller has switched grad mode off.
 *
 * <p>The cut is made by a forward hook that hangs on the module for the length of a run, so it
 * works for any tree of modules. It comes after the hooks that are on the module already and sees
 * what they returned. A module that is called several times is cut after its last call. Any number
 * of threads may run splits of one model at once.
 */
public final class Split {

  private final Module model;
  private final Module layer;
  private final String path;

  private Split(Module model, Module layer, String path) {
    this.model = model;
    this.layer = layer;
    this.path = path;
  }

  /**
   * Cuts a model.
   *
   * @param path of the module after which to cut, such as {@code layer4.1.conv2}
   * @throws dev.pendant.nn.ModuleNotFoundException naming the nearest paths there are
   */
  public static Split at(Module model, String path) {
    return new Split(model, model.find(path), path);
  }

  /**
   * Runs head and tail once. What is made belongs to the scope open on this thread; hooks and grad
   * mode are afterwards as they were, also if something throws.
   *
   * @throws LayerException if the layer is not called, or returns anything but one floating tensor
   */
  public SplitRun run(Tensors inputs) {
    Cut cut = new Cut();
    try (GradMode.Guard head = Autograd.noGrad();
        HookHandle hook = layer.registerForwardHook(cut::make)) {
      Tensors outputs = model.call(inputs);
      if (cut.leaf == null) {
        throw new LayerException(
            "layer '"
                + path
                + "' ("
                + layer.type()
                + ") was not called when the model ran; choose a layer that computes something");
      }
      return new SplitRun(path, cut.leaf, outputs);
    }
  }

  /** What the hook remembers of one run. */
  private final class Cut {

    private final Thread thread = Thread.currentThread();
    private @Nullable Tensor leaf;

    @Nullable Tensors make(Module module, Tensors inputs, Tensors outputs) {
      if (Thread.currentThread() != thread) {
        return null; // another thread's run of the same model
      }
      if (outputs.size() != 1 || !outputs.isPresent(0) || !outputs.get(0).type().isFloating()) {
        throw new LayerException(
            "layer '"
                + path
                + "' ("
                + layer.type()
                + ") must return one floating tensor, it returned "
                + outputs
                + "; choose a layer inside it or after it");
      }
      leaf = outputs.get(0).detach().requireGrad();
      GradMode.set(true); // run() puts it back
      return outputs.with(0, leaf);
    }
  }
}
