package dev.pendant.cam.method;

import dev.pendant.PendantException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The largest eigenvalue of a symmetric matrix and its eigenvector, of length 1.
 *
 * @param vector not a copy
 */
record LargestEigenpair(double value, double[] vector) {

  /** Of larger matrices all eigenvectors cost more than the one that is needed. */
  private static final int MOST_DECOMPOSED = 64;

  /**
   * @throws PendantException if the matrix holds infinities
   */
  static LargestEigenpair of(DMatrixRMaj symmetric) {
    return symmetric.numRows <= MOST_DECOMPOSED ? ofAll(symmetric) : Lanczos.largest(symmetric);
  }

  /** Picked from all eigenvectors. */
  static LargestEigenpair ofAll(DMatrixRMaj symmetric) {
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(symmetric.numRows, true, true);
    if (!decomposition.decompose(symmetric.copy())) {
      throw notFound(symmetric);
    }
    int largest = 0;
    for (int i = 1; i < decomposition.getNumberOfEigenvalues(); i++) {
      if (value(decomposition, i) > value(decomposition, largest)) {
        largest = i;
      }
    }
    DMatrixRMaj vector = decomposition.getEigenVector(largest);
    return new LargestEigenpair(
        value(decomposition, largest),
        vector == null ? new double[symmetric.numRows] : vector.getData());
  }

  static PendantException notFound(DMatrixRMaj symmetric) {
    return new PendantException(
        "no eigenvectors were found of a %d x %d matrix; check the activations for infinite values"
            .formatted(symmetric.numRows, symmetric.numCols));
  }

  private static double value(EigenDecomposition_F64<DMatrixRMaj> of, int index) {
    return of.getEigenvalue(index).getReal();
  }
}
