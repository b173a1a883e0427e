package dev.pendant.internal;

import dev.pendant.hook.HookException;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes gradients through, one output per input; where a module call begins or ends. */
abstract class BoundaryNode extends TapeNode {

  private final ModuleCall call;
  private final List<@Nullable Edge> edges = new ArrayList<>();

  /** What passes through each slot; null where nothing requires a gradient. */
  private final List<@Nullable Spec> specs = new ArrayList<>();

  BoundaryNode(ModuleCall call, Tensors tensors) {
    super(tensors.size());
    this.call = call;
    for (Tensor tensor : tensors.slots()) {
      Edge edge = tensor == null ? null : Edge.of(TapeTensor.of(tensor));
      edges.add(edge);
      specs.add(tensor == null || edge == null ? null : tensor.spec());
    }
  }

  final ModuleCall call() {
    return call;
  }

  @Override
  public final String name() {
    return call.module().type();
  }

  @Override
  final List<@Nullable Edge> edges() {
    return Collections.unmodifiableList(edges);
  }

  /** For the walk to release. */
  static List<@Nullable Gradient> values(Tensors tensors) {
    List<@Nullable Gradient> values = new ArrayList<>();
    for (Tensor tensor : tensors.slots()) {
      values.add(tensor == null ? null : Gradient.of(tensor));
    }
    return values;
  }

  static void retainIfPresent(@Nullable Gradient gradient) {
    if (gradient != null) {
      gradient.retain();
    }
  }

  /**
   * @throws HookException unless the answer has this node's slots and puts into each only what fits
   *     there
   */
  final void check(Tensors answer, String who, String side) {
    if (answer.size() != specs.size()) {
      throw refused(who, answer.size() + " slots, expected " + specs.size() + ", one per " + side);
    }
    for (int i = 0; i < specs.size(); i++) {
      Tensor gradient = answer.slot(i);
      Spec expected = specs.get(i);
      if (gradient != null && expected == null) {
        throw refused(
            who,
            "a gradient for " + side + " " + i + ", which requires none; leave that slot empty");
      }
      if (gradient != null && !gradient.spec().equals(expected)) {
        throw refused(who, gradient.spec() + " for " + side + " " + i + ", which is " + expected);
      }
    }
  }

  private HookException refused(String who, String what) {
    return new HookException(who + " on " + name() + " returned " + what);
  }
}
