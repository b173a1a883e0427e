package dev.pendant.internal;

import dev.pendant.hook.PostAccumulateGradHook;
import dev.pendant.tensor.ClosedTensorException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the gradient of a leaf gathers. */
final class LeafNode extends TapeNode {

  private final TapeTensor leaf;
  private final HookList<PostAccumulateGradHook> postAccumulateHooks = new HookList<>();

  LeafNode(TapeTensor leaf) {
    super(1);
    this.leaf = leaf;
  }

  @Override
  public Kind kind() {
    return Kind.LEAF;
  }

  @Override
  public String name() {
    return "leaf";
  }

  /** Another tensor may come here by assignment, but is no leaf. */
  boolean isOf(TapeTensor tensor) {
    return leaf == tensor;
  }

  HookList<PostAccumulateGradHook> postAccumulateHooks() {
    return postAccumulateHooks;
  }

  @Override
  List<@Nullable Edge> edges() {
    return List.of();
  }

  /**
   * Adds to the leaf's gradient, unless the leaf stopped requiring one since (H-030), and tells of
   * it.
   */
  @Override
  List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    Gradient gradient = gradients[0];
    if (gradient != null && leaf.requiresGrad() && !leaf.handle().accumulate(gradient.retain())) {
      throw new ClosedTensorException(leaf.spec(), leaf.origin());
    }
    if (gradient != null) {
      postAccumulateHooks.snapshot().forEach(hook -> hook.call(leaf));
    }
    return List.of();
  }
}
