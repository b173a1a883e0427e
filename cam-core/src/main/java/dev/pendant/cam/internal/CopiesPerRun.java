package dev.pendant.cam.internal;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.Variants;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How many copies of a batch a model may be run with at a time. */
public final class CopiesPerRun {

  /** What kernels for batches of other sizes may round differently, of a sample's largest score. */
  private static final double ROUNDING = 1e-4;

  private CopiesPerRun() {}

  /**
   * Found by a trial, which shows what a run takes. Where more than one copy fits the budget,
   * another with the batch behind other inputs shows whether copies stay apart: a model made for
   * one size of batch refuses it, and one that mixes its samples returns other scores. Both are
   * then run with a single copy at a time.
   *
   * @param forward from a batch to the output, by running the model
   * @return as many as fit the budget, at least 1
   */
  public static int find(
      Module model, Tensor batch, UnaryOperator<Tensor> forward, MemoryBudget budget) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad();
        Footprint footprint = new Footprint(model)) {
      Tensor one = forward.apply(batch);
      int fit = budget.copies(footprint.bytes() + Variants.bytes(batch));
      return fit > 1 ? tried(fit, batch, one, footprint, forward) : 1;
    }
  }

  /**
   * A fixed input of one value beside a batch of one sample is repeated like what goes with the
   * samples. It then fits where it does not belong if there happen to be as many rows as classes,
   * so a count is tried that no axis has; where all that fit are taken, no more than were tried.
   */
  private static int tried(
      int fit, Tensor batch, Tensor one, Footprint footprint, UnaryOperator<Tensor> forward) {
    long samples = batch.shape().get(0);
    OptionalInt telling =
        IntStream.rangeClosed(2, fit)
            .filter(copies -> !footprint.hasExtent(copies * samples))
            .findFirst();
    int copies = telling.orElse(2);
    if (!staysApart(one, batch, copies, forward)) {
      return 1;
    }
    return telling.isPresent() ? fit : copies;
  }

  /** Whether the last of some copies gets the scores it gets alone, whatever the others are. */
  private static boolean staysApart(
      Tensor one, Tensor batch, int copies, UnaryOperator<Tensor> forward) {
    // Not equal to it: copies that are all the same leave a mean over them as it was.
    Tensor others = Rows.repeated(batch.mul(0.5).add(0.3), copies - 1);
    Tensor rows = Operators.apply(new Op.Concat(0), others, batch);
    Tensor all;
    try {
      all = forward.apply(rows);
    } catch (RuntimeException fixedBatch) { // of whatever type: it did run with one copy
      return false;
    }
    Shape shape = one.shape();
    if (shape.rank() == 0 || !all.shape().equals(shape.with(0, copies * shape.get(0)))) {
      return false;
    }
    long end = all.shape().get(0);
    return sameScores(one, all.slice(0, end - shape.get(0), end));
  }

  private static boolean sameScores(Tensor expected, Tensor found) {
    double[] a = expected.toDoubleArray();
    double[] b = found.toDoubleArray();
    int size = Math.toIntExact(a.length / Math.max(1, expected.shape().get(0)));
    for (int from = 0; from < a.length; from += size) {
      double largest = 0;
      for (int i = from; i < from + size; i++) {
        largest = Double.isFinite(a[i]) ? Math.max(largest, Math.abs(a[i])) : largest;
      }
      for (int i = from; i < from + size; i++) {
        boolean same = Double.compare(a[i], b[i]) == 0; // infinities and NaN too
        if (!same && !(Math.abs(a[i] - b[i]) <= ROUNDING * largest)) {
          return false;
        }
      }
    }
    return true;
  }
}
