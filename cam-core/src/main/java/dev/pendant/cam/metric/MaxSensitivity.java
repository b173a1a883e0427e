package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.internal.Seeds;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How far the map moves when the picture hardly does: the largest {@code |E(x) - E(x')|_2 /
 * |E(x)|_2} over random pictures {@code x'} near {@code x}; the norm of an all-zero map counts as
 * 1. 0 or more, lower is better.
 *
 * <p>Yeh et al., "On the (In)fidelity and Sensitivity of Explanations", NeurIPS 2019, definition
 * 3.1, relative as in captum. Maps are compared as they are finished. Costs an explanation for each
 * picture.
 *
 * @param perturbation makes the pictures
 * @param samples how many
 * @param seed for the pictures
 */
public record MaxSensitivity(Perturbation perturbation, int samples, long seed) implements Metric {

  /** 10 pictures with uniform noise of up to 0.02. */
  public MaxSensitivity() {
    this(Perturbation.uniform(0.02), 10, 0);
  }

  /**
   * @throws IllegalArgumentException if there is no picture
   */
  public MaxSensitivity {
    if (samples < 1) {
      throw new IllegalArgumentException("expected at least 1 picture, got " + samples);
    }
  }

  @Override
  public String id() {
    return "max-sensitivity";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public double value(Explained explained) {
    List<HeatMap> moved =
        explained.again(
            samples,
            (copy, values) ->
                perturbation.apply(
                    values, explained.subject(), new SplittableRandom(Seeds.of(seed, copy))));
    float[] map = explained.map().values();
    double norm = distance(map, new float[map.length]);
    double most = 0;
    for (HeatMap other : moved) {
      most = Math.max(most, distance(map, other.values()) / (norm == 0 ? 1 : norm));
    }
    return most;
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (double) (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }
}
