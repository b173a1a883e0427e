package dev.pendant.cam.metric;

import java.util.Arrays;

/**
 * Fills removed pixels in so that each is the weighted mean of its eight neighbours: 1/6 for those
 * beside it, 1/12 for those at its corners, renormalised at the border of the picture. Removed
 * neighbours count with what they are filled with, so this is one linear system for all of them; it
 * is symmetric and positive definite, and solved by conjugate gradients.
 *
 * <p>Rong et al., "A Consistent and Efficient Evaluation Strategy for Attribution Methods", ICML
 * 2022, section 4.2 (noisy linear imputation, here without the noise).
 */
final class LinearImputer {

  private static final double BESIDE = 1.0 / 6;
  private static final double CORNER = 1.0 / 12;

  /** Of the residual, relative to the right-hand side. */
  private static final double TOLERANCE = 1e-9;

  private final int height;
  private final int width;
  private final boolean[] removed;

  /** Removed pixels, and the sum of the weights of each one's neighbours within the picture. */
  private final int[] missing;

  private final double[] diagonal;

  /**
   * @param removed for each pixel, row by row; at least one must stay
   */
  LinearImputer(int height, int width, boolean[] removed) {
    this.height = height;
    this.width = width;
    this.removed = removed.clone();
    this.missing = indices(removed);
    if (missing.length == removed.length) {
      throw new IllegalArgumentException("expected at least one pixel that stays, all are removed");
    }
    this.diagonal = new double[missing.length];
    for (int i = 0; i < missing.length; i++) {
      diagonal[i] = sumOfNeighbours(missing[i], neighbour -> 1);
    }
  }

  private static int[] indices(boolean[] removed) {
    int[] all = new int[removed.length];
    int count = 0;
    for (int pixel = 0; pixel < removed.length; pixel++) {
      if (removed[pixel]) {
        all[count++] = pixel;
      }
    }
    return Arrays.copyOf(all, count);
  }

  /** The pixels that are filled in, in ascending order. */
  int[] missing() {
    return missing.clone();
  }

  /**
   * Fills in one channel.
   *
   * @param values of a picture, the channel's beginning at {@code offset}; changed in place
   */
  void impute(double[] values, int offset) {
    double[] known = new double[missing.length];
    for (int i = 0; i < known.length; i++) {
      known[i] =
          sumOfNeighbours(
              missing[i], neighbour -> removed[neighbour] ? 0 : values[offset + neighbour]);
    }
    double[] solution = solve(known);
    for (int i = 0; i < missing.length; i++) {
      values[offset + missing[i]] = solution[i];
    }
  }

  /** Conjugate gradients, preconditioned by the diagonal. */
  private double[] solve(double[] right) {
    double[] x = new double[right.length];
    double[] residual = right.clone();
    double[] z = preconditioned(residual);
    double[] direction = z.clone();
    double rho = dot(residual, z);
    double enough = TOLERANCE * TOLERANCE * dot(right, right);
    for (int step = 0; step < 10 * right.length && dot(residual, residual) > enough; step++) {
      double[] product = product(direction);
      double alpha = rho / dot(direction, product);
      for (int i = 0; i < x.length; i++) {
        x[i] += alpha * direction[i];
        residual[i] -= alpha * product[i];
      }
      z = preconditioned(residual);
      double next = dot(residual, z);
      for (int i = 0; i < x.length; i++) {
        direction[i] = z[i] + next / rho * direction[i];
      }
      rho = next;
    }
    return x;
  }

  private double[] preconditioned(double[] vector) {
    double[] scaled = new double[vector.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = vector[i] / diagonal[i];
    }
    return scaled;
  }

  private double[] product(double[] vector) {
    double[] spread = new double[removed.length];
    for (int i = 0; i < missing.length; i++) {
      spread[missing[i]] = vector[i];
    }
    double[] product = new double[vector.length];
    for (int i = 0; i < product.length; i++) {
      product[i] =
          diagonal[i] * vector[i] - sumOfNeighbours(missing[i], neighbour -> spread[neighbour]);
    }
    return product;
  }

  private double sumOfNeighbours(int pixel, java.util.function.IntToDoubleFunction value) {
    int row = pixel / width;
    int column = pixel % width;
    double sum = 0;
    for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        if (y != row || x != column) {
          double weight = y == row || x == column ? BESIDE : CORNER;
          sum += weight * value.applyAsDouble(y * width + x);
        }
      }
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
