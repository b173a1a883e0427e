package dev.pendant.cam.metric;

import dev.pendant.cam.internal.Extents;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Fills removed positions in so that each is the weighted mean of its neighbours, those that lie at
 * most one place away along every axis. One apart along a single axis weighs 1, and half as much
 * for each further axis, renormalised to sum 1, also at the border. In a picture that is 1/6 for
 * the four beside a pixel and 1/12 for the four at its corners; in a row 1/2 for both neighbours;
 * in a box 1/14 at the faces, 1/28 at the edges and 1/56 at the corners. Removed neighbours count
 * with what they are filled with, so this is one linear system for all of them; it is symmetric and
 * positive definite, and solved by conjugate gradients. Where there is one axis longer than 1 the
 * solution is a straight line across each gap.
 *
 * <p>Pictures: Rong et al., "A Consistent and Efficient Evaluation Strategy for Attribution
 * Methods", ICML 2022, section 4.2 (noisy linear imputation, here without the noise). Rows and
 * boxes: ours.
 */
final class LinearImputer {

  private static final int AXES = 3;

  /** Of the residual, relative to the right-hand side. */
  private static final double TOLERANCE = 1e-9;

  private final int depth;
  private final int height;
  private final int width;
  private final boolean isRow;
  private final boolean[] removed;

  /** Removed positions, and the sum of the weights of each one's neighbours within the border. */
  private final int[] missing;

  private final double[] diagonal;

  /**
   * @param extents one to three, such as [height, width]
   * @param removed for each position, row-major; at least one must stay
   */
  LinearImputer(Shape extents, boolean[] removed) {
    int[] box = {1, 1, 1};
    System.arraycopy(Extents.ints(extents), 0, box, AXES - extents.rank(), extents.rank());
    this.depth = box[0];
    this.height = box[1];
    this.width = box[2];
    this.isRow = Extents.withoutOnes(extents, 1).rank() == 1;
    this.removed = removed.clone();
    this.missing = indices(removed);
    if (missing.length == removed.length) {
      throw new IllegalArgumentException(
          "expected at least one position that stays, all are removed");
    }
    this.diagonal = new double[missing.length];
    for (int i = 0; i < missing.length; i++) {
      diagonal[i] = sumOfNeighbours(missing[i], neighbour -> 1);
    }
  }

  private static int[] indices(boolean[] removed) {
    int[] all = new int[removed.length];
    int count = 0;
    for (int position = 0; position < removed.length; position++) {
      if (removed[position]) {
        all[count++] = position;
      }
    }
    return Arrays.copyOf(all, count);
  }

  /** The positions that are filled in, in ascending order. */
  int[] missing() {
    return missing.clone();
  }

  /**
   * Fills in one channel. Where a value that stays is not finite, nothing filled in from it is.
   *
   * @param values of all channels, this one's beginning at {@code offset}; changed in place
   */
  void impute(double[] values, int offset) {
    if (isRow) {
      drawLines(values, offset);
    } else {
      fill(values, offset);
    }
  }

  /** Conjugate gradients would take about as many steps as the longest gap is long. */
  private void drawLines(double[] values, int offset) {
    int before = -1;
    for (int after = 0; after <= removed.length; after++) {
      if (after == removed.length || !removed[after]) {
        drawLine(values, offset, before, after);
        before = after;
      }
    }
  }

  /** Fills in what lies between two positions that stay; beyond the border there is none. */
  private void drawLine(double[] values, int offset, int before, int after) {
    int left = before < 0 ? after : before;
    int right = after == removed.length ? before : after;
    double start = values[offset + left];
    double end = values[offset + right];
    for (int i = before + 1; i < after; i++) {
      double way = left == right ? 0 : (double) (i - left) / (right - left);
      values[offset + i] = start + way * (end - start);
    }
  }

  private void fill(double[] values, int offset) {
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
    if (!Double.isFinite(enough)) {
      // The loop's comparison would be false at once, and its start, zeros, look like a solution.
      Arrays.fill(x, Double.NaN);
      return x;
    }
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

  private double sumOfNeighbours(int position, IntToDoubleFunction value) {
    int plane = position / width / height;
    int row = position / width % height;
    int column = position % width;
    double sum = 0;
    for (int z = Math.max(0, plane - 1); z <= Math.min(depth - 1, plane + 1); z++) {
      for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          int apart = Math.abs(z - plane) + Math.abs(y - row) + Math.abs(x - column);
          if (apart > 0) {
            sum += value.applyAsDouble((z * height + y) * width + x) / (1 << (apart - 1));
          }
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
