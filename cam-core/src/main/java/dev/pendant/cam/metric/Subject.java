package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.internal.CopiesPerRun;
import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.internal.ModelInputs;
import dev.pendant.cam.method.Layout;
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
 * One picture (or one row, or one box), a model, and the number to be explained, so that the model
 * can be asked about changed copies of the picture. What the target comes to is settled once, for
 * the unchanged picture: with {@link Target#top}, copies are asked about the class that was on top
 * there. Holds no native memory of its own; the model, and inputs that are not explained, must stay
 * open. Immutable; thread-safe as the model is.
 */
public final class Subject {

  /** Changes a copy of the picture. */
  @FunctionalInterface
  public interface Change {

    /**
     * Called for copies in ascending order.
     *
     * @param values [channels, positions], row-major; to be changed in place, not to be kept
     */
    void apply(int copy, double[] values);
  }

  private final Explainer asked;
  private final ModelInputs inputs;
  private final Backend backend;
  private final Spec spec;
  private final double[] values;
  private final Objective objective;
  private final double score;

  private Subject(
      Explainer asked, ModelInputs inputs, double[] values, Objective objective, double score) {
    this.asked = asked;
    this.inputs = inputs;
    this.backend = inputs.joined().backend();
    this.spec = inputs.joined().spec();
    this.values = values;
    this.objective = objective;
    this.score = score;
  }

  /**
   * Of a model's first input and first output. Runs the model once. Most metrics are defined for
   * probabilities: {@link Target#probability}.
   *
   * @param picture [1, channels, height, width], [1, channels, length] or [1, channels, depth,
   *     height, width], as the model takes it; may be closed afterwards
   * @throws PendantException if it has another shape or is not finite
   * @throws dev.pendant.cam.target.TargetException if the target does not fit what the model
   *     returns
   */
  public static Subject of(Module model, Tensor picture, Target target) {
    return of(Explainer.of(model), Tensors.of(picture), target);
  }

  /**
   * The same of any inputs and output of a model.
   *
   * @param explainer says which model, which of its inputs are the picture ({@link
   *     Explainer#inputs}; of several the channels one after the other), which output is asked and
   *     how much memory runs over many copies may take
   * @param inputs one sample; those that are no part of the picture are held fixed and must stay
   *     open
   * @throws PendantException if the picture has another shape, is not finite, or is not there
   */
  public static Subject of(Explainer explainer, Tensors inputs, Target target) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      ModelInputs given = new ModelInputs(inputs, explainer.explainedInputs());
      double[] values = OnePicture.values(given.joined());
      Tensor output = output(explainer, given, given.joined());
      Objective objective = target.objective(Scores.of(output));
      double score = objective.values(output).item();
      return new Subject(explainer, given, values, objective, score);
    }
  }

  private static Tensor output(Explainer asked, ModelInputs inputs, Tensor rows) {
    return asked.output().of(asked.model().call(inputs.with(rows)));
  }

  /** The number to be explained, for the unchanged picture. */
  public double score() {
    return score;
  }

  public int channels() {
    return spec.shape().getInt(1);
  }

  /** Extents of one channel, such as [height, width]. */
  public Shape shape() {
    return Extents.spatial(spec.shape());
  }

  /** The picture as the model takes it, [channels, positions], row-major; a copy. */
  public double[] values() {
    return values.clone();
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
      Tensor unchanged = batch(values);
      Variants variants =
          new Variants(
              unchanged,
              Layout.channelsFirst(unchanged.shape()),
              () -> copies > 1 ? copiesPerRun(unchanged) : 1,
              this::output);
      return Stream.of(
              variants.values(objective, copies, (copy, sample, made) -> change.apply(copy, made)))
          .mapToDouble(ofCopy -> ofCopy[0])
          .toArray();
    }
  }

  /**
   * The same method and layers, asked about these inputs and this output.
   *
   * @throws PendantException if it explains another model
   */
  Explainer askedBy(Explainer explainer) {
    if (explainer.model() != asked.model()) {
      throw new PendantException(
          "expected an explainer of the subject's model, this one explains another; a map of one"
              + " model says nothing about the scores of another");
    }
    int[] slots = asked.explainedInputs().stream().mapToInt(slot -> slot).toArray();
    return explainer.inputs(slots).output(asked.output());
  }

  /** All inputs, with a changed copy of the picture, in the scope that is open. */
  Tensors changed(Change change) {
    double[] copy = values.clone();
    change.apply(0, copy);
    return inputs.with(batch(copy));
  }

  private Tensor output(Tensor rows) {
    return output(asked, inputs, rows);
  }

  private Tensor batch(double[] of) {
    return HostValues.of(backend, spec.type(), of, spec.shape().toArray());
  }

  private int copiesPerRun(Tensor unchanged) {
    return CopiesPerRun.find(asked.model(), unchanged, this::output, asked.memory());
  }
}
