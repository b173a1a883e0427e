package dev.pendant.cam.target;

import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A class against the classes with the nearest scores; see Finer-CAM. */
public final class FinerObjective {

  /** How the differences to several classes become one number. */
  public enum Form {

    /** {@code y_c - 0.6 mean_j(y_dj)}, the paper's (equations 5 and 8) and torch-cam's. */
    MEAN,

    /**
     * {@code sum_j p_j (y_c - y_dj) / (sum_j p_j + 1e-9)}, p being the softmax and part of what is
     * differentiated: pytorch-grad-cam's.
     */
    WEIGHTED
  }

  private static final int OTHERS = 3;
  private static final double GAMMA = 0.6;

  private FinerObjective() {}

  /**
   * @param classes one per sample
   * @param output class scores, [n, k]
   * @throws TargetException if there is only one class
   */
  public static Objective of(List<Integer> classes, Tensor output, Form form) {
    return of(classes, output, form, OTHERS);
  }

  /**
   * The same with another number of classes to compare with; a model with fewer is compared with
   * all.
   */
  public static Objective of(List<Integer> classes, Tensor output, Form form, int others) {
    Scores scores = Scores.of(output);
    if (scores.classes() < 2) {
      throw new TargetException("finer-cam compares classes, the model has only one");
    }
    List<List<Integer>> nearest = new ArrayList<>();
    for (int sample = 0; sample < classes.size(); sample++) {
      nearest.add(nearest(scores, sample, classes.get(sample), others));
    }
    Objective objective =
        form == Form.MEAN
            ? Objective.ofLinear(classes, (out, samples) -> mean(classes, nearest, out, samples))
            : Objective.of(classes, (out, samples) -> weighted(classes, nearest, out, samples));
    return objective.described(
        sample ->
            "class %d less near classes %s".formatted(classes.get(sample), nearest.get(sample)));
  }

  private static List<Integer> nearest(Scores scores, int sample, int index, int others) {
    double own = scores.logit(sample, index);
    return IntStream.range(0, scores.classes())
        .boxed()
        .filter(other -> other != index)
        .sorted(Comparator.comparingDouble(o -> Math.abs(scores.logit(sample, o) - own)))
        .limit(others)
        .toList();
  }

  private static Tensor mean(
      List<Integer> classes, List<List<Integer>> nearest, Tensor output, int[] samples) {
    Tensor value = Objective.pick(output, samples, classes::get);
    int others = nearest.get(0).size();
    for (int j = 0; j < others; j++) {
      int place = j;
      Tensor other = Objective.pick(output, samples, sample -> nearest.get(sample).get(place));
      value = value.sub(other.mul(GAMMA / others));
    }
    return value;
  }

  private static Tensor weighted(
      List<Integer> classes, List<List<Integer>> nearest, Tensor output, int[] samples) {
    Tensor own = Objective.pick(output, samples, classes::get);
    Tensor probabilities = output.reshape(samples.length, -1).softmax(1);
    Tensor sum = own.mul(0);
    Tensor total = sum;
    for (int j = 0; j < nearest.get(0).size(); j++) {
      int place = j;
      Tensor other = Objective.pick(output, samples, sample -> nearest.get(sample).get(place));
      Tensor share =
          Objective.pick(probabilities, samples, sample -> nearest.get(sample).get(place));
      sum = sum.add(share.mul(own.sub(other)));
      total = total.add(share);
    }
    return sum.div(total.add(1e-9));
  }
}
