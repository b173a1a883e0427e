package dev.pendant.internal;

import dev.pendant.autograd.Node;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.NodeHook;
import dev.pendant.hook.NodePreHook;
import dev.pendant.op.Op;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the backward walk sees of a node. */
abstract class TapeNode implements Node {

  private static final AtomicLong NEXT = new AtomicLong();

  /** Grows with time, so that a node's sequence is above that of everything it depends on. */
  final long sequence = NEXT.incrementAndGet();

  private final HookList<PassHook>[] hooks;
  private final HookList<NodePreHook> preHooks = new HookList<>();
  private final HookList<NodeHook> postHooks = new HookList<>();
  private final @Nullable TensorHandle[] retained;

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generics cannot be made otherwise
  TapeNode(int outputs) {
    hooks = new HookList[outputs];
    retained = new TensorHandle[outputs];
    for (int i = 0; i < outputs; i++) {
      hooks[i] = new HookList<>();
    }
  }

  final int outputs() {
    return hooks.length;
  }

  /**
   * The hooks of the tensor that is this output; they live here so that they outlast its Java
   * object.
   */
  final HookList<PassHook> hooks(int output) {
    return hooks[output];
  }

  final HookList<NodePreHook> preHooks() {
    return preHooks;
  }

  final HookList<NodeHook> postHooks() {
    return postHooks;
  }

  @Override
  public final HookHandle registerPreHook(NodePreHook hook) {
    return preHooks.add(hook);
  }

  @Override
  public final HookHandle registerHook(NodeHook hook) {
    return postHooks.add(hook);
  }

  /** Where the gradient of an output is kept although it is no leaf; null for nowhere. */
  final synchronized @Nullable TensorHandle retained(int output) {
    return retained[output];
  }

  final synchronized void retain(int output, @Nullable TensorHandle keeper) {
    retained[output] = keeper;
  }

  /** Where the gradient of each input goes; null where none flows. */
  abstract List<@Nullable Edge> edges();

  /**
   * Gradients of the inputs from those of the outputs.
   *
   * @param gradients one per output, null where none arrived; the caller goes on owning them
   * @return one per input, for the caller to release; null where not wanted or none flows
   */
  abstract List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted);

  /** Lets go of what was saved for the backward pass. */
  void free() {}

  @Override
  public @Nullable Op op() {
    return null;
  }

  @Override
  public int inputs() {
    return edges().size();
  }

  @Override
  public @Nullable Node input(int input) {
    Edge edge = edges().get(input);
    return edge == null ? null : edge.node();
  }

  @Override
  public Tensor inputValue(int input) {
    throw new IllegalStateException(name() + " keeps no input values, only recorded operators do");
  }

  @Override
  public String toString() {
    return name() + "#" + sequence;
  }

  /** An output of a node. */
  record Edge(TapeNode node, int output) {

    /** Where the gradient of a tensor goes; null if it requires none. */
    static @Nullable Edge of(TapeTensor tensor) {
      TapeNode node = tensor.tapeNode();
      return node == null ? null : new Edge(node, tensor.outputIndex());
    }
  }
}
