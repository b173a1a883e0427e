package dev.pendant.cam.method;

import dev.pendant.cam.internal.Rounding;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/** Projection of positions on the first principal component of their channels. */
final class PrincipalComponent {

  private PrincipalComponent() {}

  /**
   * One projection per sample; NaN everywhere for a sample that holds a value that is not finite.
   *
   * @param centred whether each channel's mean over the positions is taken off first
   */
  static Maps maps(Features like, ChannelSum.Terms terms, boolean centred) {
    double[][] maps = new double[like.samples()][];
    for (int sample = 0; sample < maps.length; sample++) {
      DMatrixRMaj values = new DMatrixRMaj(like.positions(), like.channels());
      for (int p = 0; p < like.positions(); p++) {
        for (int k = 0; k < like.channels(); k++) {
          values.set(p, k, terms.at(sample, k, p));
        }
      }
      maps[sample] =
          MatrixFeatures_DDRM.hasUncountable(values)
              ? notFinite(like.positions())
              : projected(values, centred);
    }
    return Maps.of(like.spatial(), maps);
  }

  /** What a map without any meaning holds. */
  static double[] notFinite(int positions) {
    double[] map = new double[positions];
    Arrays.fill(map, Double.NaN);
    return map;
  }

  private static double[] projected(DMatrixRMaj values, boolean centred) {
    if (centred) {
      clearFlat(values);
      centre(values);
    }
    return project(values);
  }

  /**
   * @param values [positions, channels]
   * @return a projection per position, the one furthest from 0 positive
   */
  static double[] project(DMatrixRMaj values) {
    double[] projected =
        values.numRows <= values.numCols ? byPositions(values) : byChannels(values);
    Signs.furthestFromZeroPositive(projected);
    return projected;
  }

  /**
   * Sets to 0 every column that is the same everywhere up to the rounding of float32: less its mean
   * it would be noise, which a map shows at full contrast if there is nothing else.
   */
  static void clearFlat(DMatrixRMaj values) {
    for (int column = 0; column < values.numCols; column++) {
      double min = values.get(0, column);
      double max = min;
      for (int row = 1; row < values.numRows; row++) {
        min = Math.min(min, values.get(row, column));
        max = Math.max(max, values.get(row, column));
      }
      if (Rounding.isZero(max - min, Math.max(Math.abs(min), Math.abs(max)))) {
        for (int row = 0; row < values.numRows; row++) {
          values.set(row, column, 0);
        }
      }
    }
  }

  /** Subtracts from every column its mean. */
  static void centre(DMatrixRMaj values) {
    for (int column = 0; column < values.numCols; column++) {
      double sum = 0;
      for (int row = 0; row < values.numRows; row++) {
        sum += values.get(row, column);
      }
      for (int row = 0; row < values.numRows; row++) {
        values.add(row, column, -sum / values.numRows);
      }
    }
  }

  /** From X X' = U S^2 U': the projection is the first column of U S. */
  private static double[] byPositions(DMatrixRMaj values) {
    DMatrixRMaj gram = new DMatrixRMaj(values.numRows, values.numRows);
    CommonOps_DDRM.multOuter(values, gram);
    LargestEigenpair pair = LargestEigenpair.of(gram);
    double length = Math.sqrt(Math.max(0, pair.value()));
    double[] projected = pair.vector();
    for (int i = 0; i < projected.length; i++) {
      projected[i] *= length;
    }
    return projected;
  }

  /** From X' X = V S^2 V': the projection is X times the first column of V. */
  private static double[] byChannels(DMatrixRMaj values) {
    DMatrixRMaj gram = new DMatrixRMaj(values.numCols, values.numCols);
    // Rows times rows: EJML takes several times as long for columns times columns.
    CommonOps_DDRM.multOuter(CommonOps_DDRM.transpose(values, null), gram);
    DMatrixRMaj direction = new DMatrixRMaj(LargestEigenpair.of(gram).vector());
    DMatrixRMaj projected = new DMatrixRMaj(values.numRows, 1);
    CommonOps_DDRM.mult(values, direction, projected);
    return projected.getData();
  }
}
