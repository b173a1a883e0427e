package dev.pendant.cam;

import dev.pendant.cam.method.PooledForm;
import dev.pendant.cam.method.PooledLinearTail;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.tensor.Shape;

/** The raw maps of all classes of a batch. Holds no native memory. Immutable and thread-safe. */
public final class ClassMaps {

  private final Scores scores;
  private final Shape shape;
  private final double[] values;

  private ClassMaps(Scores scores, Shape shape, double[] values) {
    this.scores = scores;
    this.shape = shape;
    this.values = values;
  }

  static ClassMaps of(ModelRun run, LayerCut cut, PooledForm form) {
    Scores scores = Scores.of(run.output());
    LayerEvidence evidence = new LayerEvidence(run, cut, Target.top().objective(scores));
    double[] maps = PooledLinearTail.of(evidence).allMaps(cut.activation(), form);
    return new ClassMaps(scores, run.layout(cut).spatial(), maps);
  }

  /** The scores of the batch. */
  public Scores scores() {
    return scores;
  }

  /**
   * The signed map of a class, at the layer's size.
   *
   * @throws TargetException if there is no such sample or class
   */
  public HeatMap map(int sample, int index) {
    scores.logit(sample, index);
    int size = Math.toIntExact(shape.elements());
    int from = (sample * scores.classes() + index) * size;
    float[] map = new float[size];
    for (int i = 0; i < size; i++) {
      map[i] = (float) values[from + i];
    }
    return HeatMap.of(shape, map);
  }
}
