package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.cam.method.Layout;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.Recording;
import dev.pendant.cam.method.Tail;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Where one run of a {@link Split} model was cut: the activation, and the recorded tail from there.
 * Lives as long as the scope in which it was made.
 */
public final class LayerCut {

  private final LayerPoint point;
  private final Tensor tensor;
  private final int call;
  private final int slot;

  /**
   * @param tensor on the tape, as its leaf unless the cut is on another one's tail
   */
  LayerCut(LayerPoint point, Tensor tensor, int call, int slot) {
    this.point = point;
    this.tensor = tensor;
    this.call = call;
    this.slot = slot;
  }

  /** Where the model was to be cut. */
  public LayerPoint point() {
    return point;
  }

  /** Which call of the layer within the run this was, from 0. */
  public int call() {
    return call;
  }

  /** Which of the tensors that the layer takes or returns this is, from 0. */
  public int slot() {
    return slot;
  }

  /** Where it was cut, without what only lives as long as the run. */
  LayerSeen seen() {
    return new LayerSeen(point, call, slot);
  }

  /** What the layer took or returned, on no tape: computing with it records nothing. */
  public Tensor activation() {
    return tensor.detach();
  }

  /**
   * The gradient of an output with respect to the activation, of its shape. Walks the tail and
   * nothing else; may be asked for several seeds.
   *
   * @param scores what the model returned
   * @param seed the gradient of the scores, of their exact shape
   * @throws LayerException if the scores do not depend on the activation
   */
  public Tensor gradient(Tensor scores, Tensor seed) {
    requireTape(scores);
    Tensors gradients =
        Autograd.grad(List.of(scores), List.of(tensor), List.of(seed), PassOption.RETAIN_GRAPH);
    if (!gradients.isPresent(0)) {
      throw noWay();
    }
    return gradients.get(0);
  }

  /**
   * What was recorded between the activation and an output.
   *
   * @param wholeModel from another activation to that output by running the whole model
   * @throws LayerException if nothing was
   */
  Tail tail(Tensor scores, Layout layout, MemoryBudget budget, UnaryOperator<Tensor> wholeModel) {
    return new Tail(
        requireTape(scores),
        Objects.requireNonNull(tensor.node()),
        activation(),
        layout,
        budget,
        wholeModel);
  }

  /**
   * The tape between the activation and an output.
   *
   * @throws LayerException if there is no way between them
   */
  Recording recording(Tensor scores) {
    Recording recording = new Recording(tensor, scores);
    if (recording.way().isEmpty()) {
      throw noWay();
    }
    return recording;
  }

  private Node requireTape(Tensor scores) {
    Node node = scores.node();
    if (node == null) {
      throw noWay();
    }
    return node;
  }

  private LayerException noWay() {
    return new LayerException(
        "no gradient flows from the scores back to layer '"
            + point
            + "': they do not depend on it, or the model detaches it or switches recording"
            + " off; choose a layer on the way to the scores");
  }
}
