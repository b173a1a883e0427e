package dev.pendant.cam.method;

import dev.pendant.PendantException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The largest eigenvalue of a large symmetric matrix and its eigenvector, from products with the
 * matrix alone: some tens of them, where all eigenvectors would cost several times n of them. The
 * space that the products span grows until the eigenpair found in it is exact to rounding.
 *
 * <p>Lanczos, "An Iteration Method for the Solution of the Eigenvalue Problem of Linear
 * Differential and Integral Operators", 1950, with every new direction made orthogonal to all
 * before (Golub and Van Loan, "Matrix Computations", section 10.3). EJML has no such method.
 */
final class Lanczos {

  /** What the pair may miss {@code A v = value v} by, relative to the largest eigenvalue found. */
  private static final double TOLERANCE = 1e-12;

  /** A remainder of this size, relative to the same, is noise: the products lead no further. */
  private static final double ROUNDING = 1e-14;

  private static final int FIRST_LOOK = 16;
  private static final double NEXT_LOOK = 1.3;

  private final DMatrixRMaj matrix;
  private final List<DMatrixRMaj> directions = new ArrayList<>();
  private final List<Double> diagonal = new ArrayList<>();
  private final List<Double> beside = new ArrayList<>();

  private Lanczos(DMatrixRMaj matrix) {
    this.matrix = matrix;
  }

  /**
   * @throws PendantException if the matrix holds NaN or infinities
   */
  static LargestEigenpair largest(DMatrixRMaj symmetric) {
    return new Lanczos(symmetric).find();
  }

  private LargestEigenpair find() {
    DMatrixRMaj next = start();
    int look = FIRST_LOOK;
    while (true) {
      directions.add(next);
      DMatrixRMaj rest = step(next);
      double length = NormOps_DDRM.normF(rest);
      boolean complete = directions.size() == matrix.numRows || length <= ROUNDING * scale();
      if (complete || directions.size() >= look) {
        LargestEigenpair small = LargestEigenpair.ofAll(tridiagonal());
        double missed = length * Math.abs(small.vector()[directions.size() - 1]);
        if (complete || missed <= TOLERANCE * scale()) {
          return new LargestEigenpair(small.value(), combined(small.vector()));
        }
        look = (int) (NEXT_LOOK * look);
      }
      beside.add(length);
      CommonOps_DDRM.divide(rest, length);
      next = rest;
    }
  }

  /** Drawn, so that it is orthogonal to no eigenvector; the same every time. */
  private DMatrixRMaj start() {
    SplittableRandom random = new SplittableRandom(0);
    DMatrixRMaj start = new DMatrixRMaj(matrix.numRows, 1);
    for (int i = 0; i < matrix.numRows; i++) {
      start.set(i, random.nextGaussian());
    }
    CommonOps_DDRM.divide(start, NormOps_DDRM.normF(start));
    return start;
  }

  /** What is new in the matrix times the last direction. */
  private DMatrixRMaj step(DMatrixRMaj last) {
    DMatrixRMaj product = new DMatrixRMaj(matrix.numRows, 1);
    CommonOps_DDRM.mult(matrix, last, product);
    double along = CommonOps_DDRM.dot(last, product);
    if (!Double.isFinite(along)) {
      throw LargestEigenpair.notFound(matrix);
    }
    diagonal.add(along);
    // Twice: once leaves as much as rounding makes of a product that is nearly in their span.
    for (int round = 0; round < 2; round++) {
      for (DMatrixRMaj direction : directions) {
        CommonOps_DDRM.addEquals(product, -CommonOps_DDRM.dot(direction, product), direction);
      }
    }
    return product;
  }

  /** The matrix as it acts within the span of the directions. */
  private DMatrixRMaj tridiagonal() {
    int size = directions.size();
    DMatrixRMaj tridiagonal = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      tridiagonal.set(i, i, diagonal.get(i));
      if (i > 0) {
        tridiagonal.set(i, i - 1, beside.get(i - 1));
        tridiagonal.set(i - 1, i, beside.get(i - 1));
      }
    }
    return tridiagonal;
  }

  /** About the largest eigenvalue's size. */
  private double scale() {
    double largest = 0;
    for (int i = 0; i < diagonal.size(); i++) {
      largest = Math.max(largest, Math.abs(diagonal.get(i)));
      largest = i < beside.size() ? Math.max(largest, beside.get(i)) : largest;
    }
    return largest;
  }

  private double[] combined(double[] shares) {
    DMatrixRMaj vector = new DMatrixRMaj(matrix.numRows, 1);
    for (int i = 0; i < directions.size(); i++) {
      CommonOps_DDRM.addEquals(vector, shares[i], directions.get(i));
    }
    return vector.getData();
  }
}
