package dev.pendant.cam.method;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.PassOption;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.TargetException;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * Runs a model, or its tail, on many changed versions of one batch: as many at a time as fit the
 * memory budget. A variant is made when its turn comes, so that only one run's worth of them
 * exists.
 */
public final class Variants {

  /** Changes a copy of a sample's values. */
  @FunctionalInterface
  public interface Edit {

    /**
     * Called for variants in ascending order, and for the samples of each.
     *
     * @param values [channels, positions]; to be changed in place, not to be kept
     */
    void change(int variant, int sample, double[] values);
  }

  /** Takes what was found for a variant. */
  @FunctionalInterface
  public interface Sink {

    /**
     * @param gradient [channels, positions]; not to be kept
     */
    void accept(int variant, int sample, double[] gradient);
  }

  private final Tensor base;
  private final Layout layout;
  private final IntSupplier copiesPerRun;
  private final UnaryOperator<Tensor> forward;

  /**
   * @param base the unchanged batch
   * @param copiesPerRun how many copies of the batch a run may take; asked for when needed
   * @param forward from [copies * n, ...] to the output, in the grad mode it finds
   */
  public Variants(
      Tensor base, Layout layout, IntSupplier copiesPerRun, UnaryOperator<Tensor> forward) {
    this.base = base;
    this.layout = layout;
    this.copiesPerRun = copiesPerRun;
    this.forward = forward;
  }

  /** About what one changed copy of a batch takes before it is run, in Java and in the engine. */
  public static long bytes(Tensor batch) {
    return 2 * batch.spec().bytes();
  }

  /** How many samples the batch has. */
  public int samples() {
    return base.shape().getInt(0);
  }

  /** The objective of every variant, [variant][sample]. */
  public double[][] values(Objective objective, int variants, Edit edit) {
    return values(List.of(objective), variants, edit)[0];
  }

  /** Several objectives from the same runs, [objective][variant][sample]. */
  double[][][] values(List<Objective> objectives, int variants, Edit edit) {
    double[][][] all = new double[objectives.size()][variants][];
    run(
        variants,
        edit,
        (first, samples, rows) -> {
          Tensor output = forward.apply(rows);
          for (int i = 0; i < all.length; i++) {
            double[] found = objectives.get(i).values(output, samples).toDoubleArray();
            for (int row = 0; row < found.length; row += samples()) {
              all[i][first + row / samples()] = Arrays.copyOfRange(found, row, row + samples());
            }
          }
        });
    return all;
  }

  /** What the model returns for every variant, [variant][all of the output, row-major]. */
  public double[][] outputs(int variants, Edit edit) {
    double[][] all = new double[variants][];
    run(
        variants,
        edit,
        (first, samples, rows) -> {
          double[] found = forward.apply(rows).toDoubleArray();
          int size = found.length / (samples.length / samples());
          for (int at = 0; at < found.length; at += size) {
            all[first + at / size] = Arrays.copyOfRange(found, at, at + size);
          }
        });
    return all;
  }

  /** The gradient of the objective with respect to every variant, handed over one by one. */
  public void gradients(Objective objective, int variants, Edit edit, Sink sink) {
    HostValues raw =
        new HostValues(base.backend(), base.type(), base.shape().elements() / samples());
    double[] values = new double[layout.places().length];
    run(
        variants,
        edit,
        (first, samples, rows) -> {
          Tensor gradient = gradient(objective, rows, samples);
          for (int row = 0; row < samples.length; row++) {
            raw.read(gradient.slice(0, row, row + 1));
            layout.read(raw, 0, values);
            sink.accept(first + row / samples(), samples[row], values);
          }
        });
  }

  private Tensor gradient(Objective objective, Tensor rows, int[] samples) {
    try (GradMode.Guard on = GradMode.set(true)) {
      rows.requireGrad();
      Tensor values = objective.values(forward.apply(rows), samples);
      Tensors gradient =
          values.requiresGrad()
              ? Autograd.grad(
                  List.of(values),
                  List.of(rows),
                  List.of(Tensor.full(values.backend(), values.spec(), 1)),
                  new PassOption[0])
              : Tensors.none();
      if (gradient.size() == 0 || !gradient.isPresent(0)) {
        throw new TargetException(
            "the target does not depend on what is explained: no gradient flows back to it");
      }
      return gradient.get(0);
    }
  }

  private interface Run {
    void run(int first, int[] samples, Tensor rows);
  }

  private void run(int variants, Edit edit, Run run) {
    if (variants == 0) {
      return;
    }
    int most = Math.max(1, Math.min(copiesPerRun.getAsInt(), variants));
    ChangedCopies changed = new ChangedCopies(base, layout, most);
    for (int first = 0; first < variants; first += most) {
      int copies = Math.min(most, variants - first);
      try (Scope scope = Scope.open()) {
        run.run(first, samples(copies), changed.make(first, copies, edit));
      }
    }
  }

  private int[] samples(int copies) {
    int[] samples = new int[copies * samples()];
    for (int row = 0; row < samples.length; row++) {
      samples[row] = row % samples();
    }
    return samples;
  }
}
