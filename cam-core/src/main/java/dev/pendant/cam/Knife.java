package dev.pendant.cam;

import dev.pendant.autograd.GradMode;
import dev.pendant.cam.internal.Handles;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts one run of a model on one thread, and remembers where it did. */
final class Knife {

  private final Thread thread = Thread.currentThread();
  private final List<LayerPoint> points;
  private final @Nullable LayerCut[] found;
  private final int[] calls;

  Knife(List<LayerPoint> points) {
    this.points = points;
    this.found = new @Nullable LayerCut[points.size()];
    this.calls = new int[points.size()];
  }

  /** What the module's caller, or its body, gets in the place of some tensors; null: the same. */
  @Nullable Tensors cut(int at, Module module, Tensors tensors) {
    if (Thread.currentThread() != thread) {
      return null; // another thread's run of the same model
    }
    LayerPoint point = points.get(at);
    calls[at]++;
    if (point.call() != LayerPoint.LAST_CALL && point.call() != module.callIndex()) {
      return null;
    }
    int slot = slot(point, module, tensors);
    Tensor tensor = tensors.get(slot);
    if (tensor.requiresGrad() && anotherIsCut(at)) {
      found[at] = new LayerCut(point, Handles.another(tensor), module.callIndex(), slot);
      return null; // on the other's tail, where it has to stay
    }
    Tensor leaf = tensor.detach().requireGrad();
    found[at] = new LayerCut(point, leaf, module.callIndex(), slot);
    GradMode.set(true); // Split.run puts it back
    return tensors.with(slot, Handles.another(leaf));
  }

  private boolean anotherIsCut(int at) {
    return IntStream.range(0, found.length).anyMatch(i -> i != at && found[i] != null);
  }

  private static int slot(LayerPoint point, Module module, Tensors tensors) {
    List<Integer> floating =
        IntStream.range(0, tensors.size())
            .filter(slot -> tensors.isPresent(slot) && tensors.get(slot).type().isFloating())
            .boxed()
            .toList();
    boolean only = point.slot() == LayerPoint.ONLY_TENSOR;
    if (only && floating.size() == 1) {
      return floating.get(0);
    }
    if (!only && floating.contains(point.slot())) {
      return point.slot();
    }
    String verb = point.side() == LayerPoint.Side.INPUT ? "take" : "return";
    throw new LayerException(
        "layer '%s' (%s) must %s %s, it %ss %s; choose %s"
            .formatted(
                point,
                module.type(),
                verb,
                only ? "one floating tensor" : "a floating tensor in slot " + point.slot(),
                verb,
                tensors,
                floating.isEmpty()
                    ? "a layer inside it or after it"
                    : "one of them, such as " + point.slot(floating.get(0))));
  }

  /**
   * All cuts, in the order of the points.
   *
   * @throws LayerException if one was not come to
   */
  List<LayerCut> cuts(List<Module> layers) {
    List<LayerCut> cuts = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      LayerCut cut = found[i];
      if (cut == null) {
        throw notCalled(points.get(i), layers.get(i), calls[i]);
      }
      cuts.add(cut);
    }
    return cuts;
  }

  private static LayerException notCalled(LayerPoint point, Module layer, int calls) {
    String name = "layer '" + point.path() + "' (" + layer.type() + ")";
    return new LayerException(
        calls == 0
            ? name + " was not called when the model ran; choose a layer that computes something"
            : name
                + " was called "
                + (calls == 1 ? "once" : calls + " times")
                + " when the model ran, so there is no call #"
                + point.call()
                + "; choose one below #"
                + calls);
  }
}
