package dev.pendant.cam.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LanczosTest {

  private static final int SIZE = 60;

  /** A symmetric matrix with these eigenvalues and random eigenvectors. */
  private static DMatrixRMaj matrix(IntToDoubleFunction eigenvalue) {
    DMatrixRMaj vectors = RandomMatrices_DDRM.orthogonal(SIZE, SIZE, new java.util.Random(3));
    double[] values = new double[SIZE];
    Arrays.setAll(values, eigenvalue);
    DMatrixRMaj scaled = new DMatrixRMaj(SIZE, SIZE);
    CommonOps_DDRM.mult(vectors, CommonOps_DDRM.diag(values), scaled);
    DMatrixRMaj matrix = new DMatrixRMaj(SIZE, SIZE);
    CommonOps_DDRM.multTransB(scaled, vectors, matrix);
    return matrix;
  }

  @TestFactory
  Stream<DynamicTest> thePairIsThatOfTheWholeDecomposition() {
    return Stream.of(
        same("falling", i -> 1.0 / (1 + i), 1e-9),
        same("one alone", i -> i == 5 ? 7 : 0, 1e-9),
        same("a larger one below 0", i -> i == 0 ? 1 : -3.0 * i, 1e-9),
        same("none above 0", i -> -1.0 - i, 1e-9),
        same("evenly spread", i -> 100 - i, 1e-9),
        same("very small", i -> 1e-12 / (1 + i), 1e-9),
        same("two nearly the same", i -> i == 0 ? 1 : i == 1 ? 1 - 1e-5 : 0.5 / i, 1e-6));
  }

  private static DynamicTest same(String name, IntToDoubleFunction eigenvalue, double tolerance) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          LargestEigenpair plain = LargestEigenpair.ofAll(matrix(eigenvalue));
          LargestEigenpair found = Lanczos.largest(matrix(eigenvalue));
          Signs.furthestFromZeroPositive(plain.vector());
          Signs.furthestFromZeroPositive(found.vector());
          double size = Math.abs(plain.value());
          assertThat(found.value()).isCloseTo(plain.value(), within(1e-11 * Math.max(size, 1e-12)));
          assertThat(found.vector()).containsExactly(plain.vector(), within(tolerance));
        });
  }

  @Test
  void whereNoDirectionIsLargestTheVectorIsStillOne() {
    LargestEigenpair ofZeros = Lanczos.largest(new DMatrixRMaj(SIZE, SIZE));
    LargestEigenpair ofOnes = Lanczos.largest(CommonOps_DDRM.identity(SIZE));

    assertThat(ofZeros.value()).isZero();
    assertThat(ofOnes.value()).isCloseTo(1, within(1e-12));
    for (LargestEigenpair pair : new LargestEigenpair[] {ofZeros, ofOnes}) {
      double length = Arrays.stream(pair.vector()).map(x -> x * x).sum();
      assertThat(length).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void matricesThatAreNotFiniteAreRefused() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      DMatrixRMaj matrix = matrix(i -> 1.0 + i);
      matrix.set(4, 4, value);
      assertThatThrownBy(() -> Lanczos.largest(matrix))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("60 x 60 matrix; check the activations");
    }
  }

  /** So large that the eigenvector is found by products. */
  @Test
  void componentsOfLargeLayersAreThoseOfTheWholeDecomposition() {
    SplittableRandom random = new SplittableRandom(7);
    DMatrixRMaj wide = new DMatrixRMaj(210, 230);
    Arrays.setAll(wide.data, i -> Math.max(0, random.nextGaussian()));
    DMatrixRMaj gram = new DMatrixRMaj(210, 210);
    DMatrixRMaj centred = wide.copy();
    PrincipalComponent.centre(centred);
    CommonOps_DDRM.multOuter(centred, gram);
    LargestEigenpair pair = LargestEigenpair.ofAll(gram);
    double[] expected =
        Arrays.stream(pair.vector()).map(x -> x * Math.sqrt(pair.value())).toArray();
    Signs.furthestFromZeroPositive(expected);

    assertThat(PrincipalComponent.project(centred)).containsExactly(expected, within(1e-7));
  }
}
