package dev.pendant.cam.attribution;

import dev.pendant.autograd.Node;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Layout;
import dev.pendant.cam.method.Recording;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Objective;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * DeepLIFT's rescale rule: through each function of one value goes {@code (f(x) - f(b)) / (x - b)}
 * instead of the derivative. Inputs and baselines are run side by side, the inputs in the first
 * half of the rows.
 */
final class RescaleRule {

  /** Below this difference the derivative counts, as in captum. */
  private static final double SMALLEST = 1e-10;

  private RescaleRule() {}

  /**
   * The multiplier at a site times the difference there, averaged over baselines, several at a
   * time.
   *
   * @throws UnsupportedTailException if there are operators the rule says nothing about
   * @throws dev.pendant.cam.target.TargetException if what is explained is no weighted sum of
   *     scores
   */
  static Features shares(Evidence evidence, Site site, Baselines baselines) {
    evidence.objective().requireLinear("deep-lift");
    baselines.requireLike(evidence.network().input());
    Sums sums = new Sums(site.values(evidence));
    int all = baselines.count();
    int most = all == 1 ? 1 : Math.max(1, evidence.network().copiesPerRun() / 2);
    for (int first = 0; first < all; first += most) {
      try (Scope scope = Scope.open()) {
        add(evidence, site, baselines, first, Math.min(most, all - first), sums);
      }
    }
    return sums.features();
  }

  private static void add(
      Evidence evidence, Site site, Baselines baselines, int first, int count, Sums sums) {
    Tensor pairs =
        ChangedInputs.rows(
            evidence.network(),
            2 * count,
            (copy, sample, values) -> {
              if (copy >= count) {
                System.arraycopy(baselines.get(first + copy - count), 0, values, 0, values.length);
              }
            });
    Recording run = site.recording(evidence, pairs);
    Layout layout = site.layout(evidence);
    int samples = evidence.network().input().samples();
    int half = count * samples;
    Features multiplier =
        layout.read(multiplier(run, evidence.objective(), samples).slice(0, 0, half));
    Features values = layout.read(run.input());
    for (int row = 0; row < half; row++) {
      double[] share = values.sample(row);
      double[] base = values.sample(row + half);
      double[] factor = multiplier.sample(row);
      for (int i = 0; i < share.length; i++) {
        share[i] = factor[i] * (share[i] - base[i]);
      }
      sums.add(row % samples, share, value -> value / baselines.count());
    }
  }

  private static Tensor multiplier(Recording run, Objective objective, int samples) {
    Set<Node> way = run.way();
    run.nodes().forEach(node -> watch(node, way));
    int rows = run.input().shape().getInt(0);
    return run.gradient(objective, IntStream.range(0, rows).map(row -> row % samples).toArray());
  }

  private static void watch(Node node, Set<Node> way) {
    switch (Share.of(node, way)) {
      case MOVES, SUMS -> requireRows(node, way);
      case BENDS -> {
        Tensor in = node.inputValue(0);
        node.registerHook((toInput, fromOutput) -> rescaled(node, in, toInput, fromOutput));
      }
      case CHOOSES, MIXES -> throw refused(node.name());
    }
  }

  /** Pairs are found by their place in the tensor, so the rows have to stay outermost. */
  private static void requireRows(Node node, Set<Node> way) {
    if (!Recording.keepsRowsApart(node, way)) {
      throw refused(node.name() + " where it mixes samples or moves their axis");
    }
  }

  private static UnsupportedTailException refused(String what) {
    return new UnsupportedTailException(
        "deep-lift's rescale rule says nothing about "
            + what
            + "; use integrated-gradients, or layer-integrated-gradients for a layer, which ask"
            + " nothing of the model");
  }

  private static @Nullable Tensors rescaled(
      Node node, Tensor in, Tensors toInput, Tensors fromOutput) {
    Op op = node.op();
    if (op == null || !toInput.isPresent(0) || !fromOutput.isPresent(0)) {
      return null;
    }
    double[] x = in.toDoubleArray();
    double[] y = Operators.apply(op, in).toDoubleArray();
    double[] gradient = toInput.get(0).toDoubleArray();
    double[] arrived = fromOutput.get(0).toDoubleArray();
    int half = x.length / 2;
    for (int i = 0; i < x.length; i++) {
      int at = i % half;
      double difference = x[at] - x[at + half];
      if (Math.abs(difference) >= SMALLEST) {
        gradient[i] = arrived[i] * (y[at] - y[at + half]) / difference;
      }
    }
    return Tensors.of(HostValues.like(in, gradient, in.shape().toArray()));
  }
}
