package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.internal.CopiesPerRun;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Layout;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.Variants;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.stream.Stream;

/**
 * One picture, a model, and the number to be explained, so that the model can be asked about
 * changed copies of the picture. What the target comes to is settled once, for the unchanged
 * picture: with {@link Target#top}, copies are asked about the class that was on top there. Holds
 * no native memory, only the model, which must stay open. Immutable; thread-safe as the model is.
 */
public final class Subject {

  /** Changes a copy of the picture. */
  @FunctionalInterface
  public interface Change {

    /**
     * Called for copies in ascending order.
     *
     * @param values [channels, height, width], row-major; to be changed in place, not to be kept
     */
    void apply(int copy, double[] values);
  }

  private final Module model;
  private final Backend backend;
  private final Spec spec;
  private final double[] picture;
  private final Objective objective;
  private final double score;
  private final MemoryBudget budget;

  private Subject(
      Module model, Tensor picture, Objective objective, double score, MemoryBudget budget) {
    this.model = model;
    this.backend = picture.backend();
    this.spec = picture.spec();
    this.picture = picture.toDoubleArray();
    this.objective = objective;
    this.score = score;
    this.budget = budget;
  }

  /**
   * Runs the model once. Most metrics are defined for probabilities: {@link Target#probability}.
   *
   * @param picture [1, channels, height, width], as the model takes it; may be closed afterwards
   * @throws dev.pendant.cam.target.TargetException if the target does not fit what the model
   *     returns
   */
  public static Subject of(Module model, Tensor picture, Target target) {
    return of(model, picture, target, MemoryBudget.DEFAULT);
  }

  /** The same with a limit for the native memory that runs over many copies may take. */
  public static Subject of(Module model, Tensor picture, Target target, MemoryBudget budget) {
    Shape shape = picture.shape();
    if (shape.rank() != 4 || shape.get(0) != 1 || shape.elements() == 0) {
      throw new PendantException(
          "expected one picture, [1, channels, height, width], got "
              + shape
              + "; measure the samples of a batch one by one");
    }
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      Tensor output = output(model, picture);
      Objective objective = target.objective(Scores.of(output));
      double score = objective.values(output).item();
      return new Subject(model, picture, objective, score, budget);
    }
  }

  private static Tensor output(Module model, Tensor rows) {
    return model.call(Tensors.of(rows)).get(0);
  }

  /** The number to be explained, for the unchanged picture. */
  public double score() {
    return score;
  }

  public int channels() {
    return spec.shape().getInt(1);
  }

  public int height() {
    return spec.shape().getInt(2);
  }

  public int width() {
    return spec.shape().getInt(3);
  }

  /** The picture as the model takes it, [channels, height, width], row-major; a copy. */
  public double[] picture() {
    return picture.clone();
  }

  /** The class it is explained for, or {@link Objective#NO_CLASS}. */
  public int classIndex() {
    return objective.classes().get(0);
  }

  /** The same number for a batch that holds nothing but copies of this picture. */
  public Target forCopies() {
    return scores -> objective.ofCopies(0, scores.samples());
  }

  /**
   * The number to be explained, for changed copies of the picture: as many at a time as fit the
   * memory budget.
   */
  public double[] scores(int copies, Change change) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      Tensor unchanged = batch(picture);
      Variants variants =
          new Variants(
              unchanged,
              Layout.channelsFirst(unchanged.shape()),
              () -> copies > 1 ? copiesPerRun(unchanged) : 1,
              rows -> output(model, rows));
      return Stream.of(
              variants.values(
                  objective, copies, (copy, sample, values) -> change.apply(copy, values)))
          .mapToDouble(ofCopy -> ofCopy[0])
          .toArray();
    }
  }

  /** A changed copy as a batch of one, in the scope that is open. */
  Tensor changed(Change change) {
    double[] copy = picture.clone();
    change.apply(0, copy);
    return batch(copy);
  }

  private Tensor batch(double[] values) {
    return HostValues.of(backend, spec.type(), values, spec.shape().toArray());
  }

  private int copiesPerRun(Tensor unchanged) {
    return CopiesPerRun.find(model, unchanged, rows -> output(model, rows), budget);
  }
}
