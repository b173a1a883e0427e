package dev.pendant.internal;

import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes gradients through, one output per input; where a module call begins or ends. */
abstract class BoundaryNode extends TapeNode {

  private final ModuleCall call;
  private final List<@Nullable Edge> edges = new ArrayList<>();

  BoundaryNode(ModuleCall call, Tensors tensors) {
    super(tensors.size());
    this.call = call;
    for (Tensor tensor : tensors.slots()) {
      edges.add(tensor == null ? null : Edge.of(TapeTensor.of(tensor)));
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

  static List<@Nullable Gradient> retained(@Nullable Gradient[] gradients) {
    List<@Nullable Gradient> same = new ArrayList<>();
    Arrays.stream(gradients).forEach(g -> same.add(g == null ? null : g.retain()));
    return same;
  }
}
