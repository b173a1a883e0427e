package dev.pendant.cam.internal;

import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.Variants;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.function.UnaryOperator;

/** How many copies of a batch a model may be run with at a time. */
public final class CopiesPerRun {

  private CopiesPerRun() {}

  /**
   * Found by a trial with the batch twice, which also shows what it takes. A model made for one
   * size of batch refuses that, and is then run with a single copy at a time.
   *
   * @param forward from a batch to the output, by running the model
   * @param rows how many rows the output for the batch has
   * @return as many as fit the budget, at least 1
   */
  public static int find(
      Module model, Tensor batch, UnaryOperator<Tensor> forward, long rows, MemoryBudget budget) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad();
        Footprint footprint = new Footprint(model)) {
      Tensor found = forward.apply(twice(batch));
      boolean separate = found.shape().rank() > 0 && found.shape().get(0) == 2 * rows;
      return separate ? budget.copies(footprint.bytes() / 2 + Variants.bytes(batch)) : 1;
    } catch (PendantException | IllegalArgumentException fixedBatch) {
      return 1;
    }
  }

  private static Tensor twice(Tensor batch) {
    double[] once = batch.toDoubleArray();
    double[] twice = new double[2 * once.length];
    System.arraycopy(once, 0, twice, 0, once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    return HostValues.like(batch, twice, batch.shape().with(0, 2 * batch.shape().get(0)).toArray());
  }
}
