package dev.pendant.cam.internal;

import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.Variants;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.function.UnaryOperator;

/** How many copies of a batch a model may be run with at a time. */
public final class CopiesPerRun {

  private CopiesPerRun() {}

  /**
   * Found by a trial, which shows what a run takes. Where more than one copy fits the budget,
   * another with the batch twice shows whether copies stay apart: a model made for one size of
   * batch refuses it, and is then run with a single copy at a time.
   *
   * @param forward from a batch to the output, by running the model
   * @return as many as fit the budget, at least 1
   */
  public static int find(
      Module model, Tensor batch, UnaryOperator<Tensor> forward, MemoryBudget budget) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad();
        Footprint footprint = new Footprint(model)) {
      Shape one = forward.apply(batch).shape();
      int fit = budget.copies(footprint.bytes() + Variants.bytes(batch));
      return fit > 1 && staysApart(one, batch, forward) ? fit : 1;
    }
  }

  private static boolean staysApart(Shape one, Tensor batch, UnaryOperator<Tensor> forward) {
    try {
      Shape two = forward.apply(Rows.repeated(batch, 2)).shape();
      return one.rank() > 0 && two.equals(one.with(0, 2 * one.get(0)));
    } catch (PendantException | IllegalArgumentException fixedBatch) {
      return false;
    }
  }
}
