package dev.pendant.cam;

import dev.pendant.cam.internal.Rounding;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;

/**
 * What stretching a map subtracts and divides by: {@code (x - min) / (max - min)}. Maps of several
 * pictures, classes or methods can be compared if all are stretched by one scale. Immutable.
 *
 * @param min becomes 0
 * @param max becomes 1
 */
public record Scale(double min, double max) {

  /**
   * @throws IllegalArgumentException if {@code min} is above {@code max}
   */
  public Scale {
    if (min > max) {
      throw new IllegalArgumentException("expected min <= max, got " + min + " and " + max);
    }
  }

  /** From the smallest to the largest value of a map. */
  public static Scale of(HeatMap map) {
    return new Scale(map.min(), map.max());
  }

  /**
   * The smallest scale that holds all of several.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Scale spanning(Collection<Scale> scales) {
    if (scales.isEmpty()) {
      throw new IllegalArgumentException("expected at least one scale, got none");
    }
    DoubleSummaryStatistics ends = new DoubleSummaryStatistics();
    for (Scale scale : scales) {
      ends.accept(scale.min);
      ends.accept(scale.max);
    }
    return new Scale(ends.getMin(), ends.getMax());
  }

  /**
   * Stretches a map: values of this scale come out between 0 and 1, others beyond. A scale whose
   * ends are the same, up to the rounding of float32 ({@code max - min <= 1e-6 max(|min|, |max|)}),
   * has no range to stretch: positive values become 1, zeros stay.
   */
  public HeatMap applyTo(HeatMap map) {
    return Rounding.isZero(max - min, Math.max(Math.abs(min), Math.abs(max)))
        ? map.map(value -> Math.signum(value))
        : map.map(value -> (value - min) / (max - min));
  }
}
