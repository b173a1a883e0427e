package dev.pendant.cam.attribution;

import dev.pendant.autograd.Node;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Recording;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.TargetException;
import dev.pendant.hook.HookHandle;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Relevance on its way back through the tape. A weighted sum {@code z_j = sum_i a_i w_ij + b_j}
 * gives each of its parts the share it has in the whole, {@code R_i = sum_j a_i w_ij R_j / (z_j +
 * e)}, e having the sign of z_j; what is moved or chosen takes its relevance along, and an
 * activation function passes it on unchanged.
 */
final class EpsilonRule {

  private final double epsilon;

  /**
   * @throws IllegalArgumentException if epsilon is not positive
   */
  EpsilonRule(double epsilon) {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "expected an epsilon above 0, so that nothing is divided by 0, got " + epsilon);
    }
    this.epsilon = epsilon;
  }

  /**
   * @throws UnsupportedTailException if there are operators the rule says nothing about
   * @throws TargetException if what is explained is no weighted sum of scores
   */
  Features relevance(Evidence evidence, Site site) {
    Objective objective = evidence.objective();
    objective.requireLinear("layer-wise relevance propagation");
    List<HookHandle> hooks = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      Recording run = site.recording(evidence);
      Set<Node> way = run.way();
      run.nodes().forEach(node -> watch(node, way, hooks));
      Tensor scores = run.output().detach();
      Tensor relevance = run.back(objective.gradient(scores).mul(scores));
      return site.layout(evidence).read(relevance);
    } finally {
      hooks.forEach(HookHandle::close);
    }
  }

  private void watch(Node node, Set<Node> way, List<HookHandle> hooks) {
    switch (Share.of(node, way)) {
      case MOVES, CHOOSES -> {} // as the gradient does
      case SUMS -> {
        hooks.add(node.registerPreHook(arrived -> perUnit(node, arrived)));
        hooks.add(node.registerHook((toInputs, arrived) -> shares(node, way, toInputs)));
      }
      case BENDS -> {
        if (!isActivation(node)) {
          throw refused(node);
        }
        hooks.add(node.registerHook((toInput, arrived) -> arrived));
      }
      case MIXES -> throw refused(node);
    }
  }

  private static UnsupportedTailException refused(Node node) {
    return new UnsupportedTailException(
        "the epsilon rule of layer-wise relevance propagation says nothing about "
            + node.name()
            + "; use integrated-gradients, or layer-integrated-gradients for a layer, which ask"
            + " nothing of the model");
  }

  /** Functions that make nothing of nothing: all relevance of their output is their input's. */
  private static boolean isActivation(Node node) {
    return node.op() instanceof Op.Relu
        || node.op() instanceof Op.LeakyRelu
        || node.op() instanceof Op.Elu
        || node.op() instanceof Op.Gelu
        || node.op() instanceof Op.Silu
        || node.op() instanceof Op.HardSwish
        || node.op() instanceof Op.Tanh
        || (node.op() instanceof Op.Clamp clamp && clamp.min() <= 0 && clamp.max() >= 0);
  }

  /** Relevance for each unit of the sums. */
  private Tensors perUnit(Node node, Tensors arrived) {
    Op op = node.op();
    if (op == null || !arrived.isPresent(0)) {
      return arrived;
    }
    List<Tensor> inputs = IntStream.range(0, node.inputs()).mapToObj(node::inputValue).toList();
    double[] sums = Operators.apply(op, inputs).toDoubleArray();
    double[] relevance = arrived.get(0).toDoubleArray();
    for (int i = 0; i < relevance.length; i++) {
      relevance[i] /= sums[i] + (sums[i] < 0 ? -epsilon : epsilon);
    }
    return Tensors.of(HostValues.like(arrived.get(0), relevance, arrived.get(0).shape().toArray()));
  }

  /** What went back by the weights, times the values that they weigh. */
  private static Tensors shares(Node node, Set<Node> way, Tensors toInputs) {
    Tensors shares = toInputs;
    for (int i = 0; i < node.inputs(); i++) {
      if (toInputs.isPresent(i) && Share.varies(node, i, way)) {
        shares = shares.with(i, toInputs.get(i).mul(node.inputValue(i)));
      }
    }
    return shares;
  }
}
