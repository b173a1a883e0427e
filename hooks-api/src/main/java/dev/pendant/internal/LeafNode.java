package dev.pendant.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the gradient of a leaf gathers. */
final class LeafNode extends TapeNode {

  private final TapeTensor leaf;

  LeafNode(TapeTensor leaf) {
    super(1);
    this.leaf = leaf;
  }

  @Override
  public String name() {
    return "leaf";
  }

  @Override
  List<@Nullable Edge> edges() {
    return List.of();
  }

  @Override
  List<@Nullable Storage> apply(
      BackwardPass pass, @Nullable Storage[] gradients, boolean[] wanted) {
    return List.of();
  }

  /** Adds a gradient to the leaf's, unless it stopped requiring one since (H-030). */
  void accumulate(Storage gradient) {
    if (leaf.requiresGrad() && !leaf.handle().accumulate(gradient.retain())) {
      throw new dev.pendant.tensor.ClosedTensorException(leaf.spec(), leaf.origin());
    }
  }
}
