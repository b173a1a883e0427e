package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.cam.method.Tail;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Objects;

/**
 * One run of a {@link Split} model: the activation where it was cut, what the model returned, and
 * the recorded tail between them. Lives as long as the scope in which it was made.
 */
public final class SplitRun {

  private final String layer;
  private final Tensor leaf;
  private final Tensors outputs;

  SplitRun(String layer, Tensor leaf, Tensors outputs) {
    this.layer = layer;
    this.leaf = leaf;
    this.outputs = outputs;
  }

  /** The path of the layer after which the model was cut. */
  public String layer() {
    return layer;
  }

  /** The layer's output, on no tape: computing with it records nothing. */
  public Tensor activation() {
    return leaf.detach();
  }

  /** What the model returned. */
  public Tensors outputs() {
    return outputs;
  }

  /**
   * The gradient of an output with respect to the activation, of its shape. Walks the tail and
   * nothing else; may be asked for several seeds.
   *
   * @param seed the gradient of the output, of its exact shape
   * @throws LayerException if the output does not depend on the activation
   */
  public Tensor gradient(Tensor output, Tensor seed) {
    requireTape(output);
    Tensors gradients =
        Autograd.grad(List.of(output), List.of(leaf), List.of(seed), PassOption.RETAIN_GRAPH);
    if (!gradients.isPresent(0)) {
      throw noWay();
    }
    return gradients.get(0);
  }

  /**
   * What was recorded between the activation and an output.
   *
   * @throws LayerException if nothing was
   */
  public Tail tail(Tensor output) {
    return new Tail(requireTape(output), Objects.requireNonNull(leaf.node()));
  }

  private Node requireTape(Tensor output) {
    Node node = output.node();
    if (node == null) {
      throw noWay();
    }
    return node;
  }

  private LayerException noWay() {
    return new LayerException(
        "no gradient flows from the scores back to layer '"
            + layer
            + "': they do not depend on its output, or the model detaches it or switches recording"
            + " off; choose a layer on the way to the scores");
  }
}
