package dev.pendant.internal;

import dev.pendant.hook.HookException;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Passes gradients through, one output per input; where a module call begins or ends. */
abstract class BoundaryNode extends TapeNode {

  private final ModuleCall call;
  private final List<@Nullable Edge> edges = new ArrayList<>();

  /** What passes through each slot; null where nothing requires a gradient. */
  private final List<@Nullable Spec> specs = new ArrayList<>();

  /**
   * The slots that no gradient can ever have: what is not there, and what is not floating-point.
   */
  private final BitSet barren = new BitSet();

  BoundaryNode(ModuleCall call, Tensors tensors) {
    super(tensors.size());
    this.call = call;
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.slot(i);
      barren.set(i, tensor == null || !tensor.type().isFloating());
      Edge edge = tensor == null ? null : Edge.of(TapeTensor.of(tensor));
      edges.add(edge);
      specs.add(tensor == null || edge == null ? null : tensor.spec());
    }
  }

  final ModuleCall call() {
    return call;
  }

  @Override
  public final Kind kind() {
    return Kind.MODULE_EDGE;
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
  final List<@Nullable Gradient> values(Tensors tensors) {
    List<@Nullable Gradient> values = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.slot(i);
      values.add(tensor == null || specs.get(i) == null ? null : Gradient.of(tensor));
    }
    return values;
  }

  static List<@Nullable Gradient> unchanged(@Nullable Gradient[] gradients) {
    List<@Nullable Gradient> same = new ArrayList<>(Arrays.asList(gradients));
    for (Gradient gradient : same) {
      if (gradient != null) {
        gradient.retain();
      }
    }
    return same;
  }

  /** Runs the call's hooks; what they leave as it was is not made into tensors and back. */
  final List<@Nullable Gradient> answer(
      @Nullable Gradient[] gradients, GradientSlots handed, Supplier<Tensors> hooks) {
    List<Tensors> answer = new ArrayList<>(1);
    call.during(() -> answer.add(hooks.get()));
    return answer.get(0) == handed.tensors() ? unchanged(gradients) : values(answer.get(0));
  }

  /**
   * What is put where no gradient can be is ignored (H-130), with a warning.
   *
   * @throws HookException unless the answer has this node's slots and puts into each other one only
   *     what fits there
   */
  final void check(Tensors answer, String who, String side) {
    if (answer.size() != specs.size()) {
      throw refused(who, answer.size() + " slots, expected " + specs.size() + ", one per " + side);
    }
    for (int i = 0; i < specs.size(); i++) {
      Tensor gradient = answer.slot(i);
      Spec expected = specs.get(i);
      if (gradient == null) {
        continue;
      }
      if (barren.get(i)) {
        LoggerFactory.getLogger(BoundaryNode.class)
            .warn(
                "{} on {} returned a gradient for {} {}, which can have none; ignored",
                who,
                name(),
                side,
                i);
      } else if (expected == null) {
        throw refused(
            who,
            "a gradient for " + side + " " + i + ", which requires none; leave that slot empty");
      } else if (!gradient.spec().equals(expected)) {
        throw refused(who, gradient.spec() + " for " + side + " " + i + ", which is " + expected);
      }
    }
  }

  private HookException refused(String who, String what) {
    return new HookException(who + " on " + name() + " returned " + what);
  }
}
