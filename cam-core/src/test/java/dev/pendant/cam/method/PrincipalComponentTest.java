package dev.pendant.cam.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.tensor.Shape;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

class PrincipalComponentTest {

  /** {@code X v_1} from the whole singular value decomposition, without its sign. */
  private static double[] plain(DMatrixRMaj values) {
    DMatrixRMaj centred = values.copy();
    PrincipalComponent.centre(centred);
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(values.numRows, values.numCols, true, true, true);
    assertThat(svd.decompose(centred.copy())).isTrue();
    int largest = 0;
    for (int i = 1; i < svd.numberOfSingularValues(); i++) {
      largest = svd.getSingularValues()[i] > svd.getSingularValues()[largest] ? i : largest;
    }
    DMatrixRMaj u = svd.getU(null, false);
    double[] projected = new double[values.numRows];
    for (int row = 0; row < projected.length; row++) {
      projected[row] = u.get(row, largest) * svd.getSingularValues()[largest];
    }
    Signs.furthestFromZeroPositive(projected);
    return projected;
  }

  private static DMatrixRMaj random(int positions, int channels) {
    SplittableRandom random = new SplittableRandom(7);
    DMatrixRMaj values = new DMatrixRMaj(positions, channels);
    for (int i = 0; i < values.getNumElements(); i++) {
      values.data[i] = random.nextGaussian();
    }
    return values;
  }

  private static DMatrixRMaj centred(DMatrixRMaj values) {
    PrincipalComponent.centre(values);
    return values;
  }

  @Test
  void theSmallerGramMatrixGivesTheWholeDecompositionsComponent() {
    assertThat(PrincipalComponent.project(centred(random(9, 40))))
        .containsExactly(plain(random(9, 40)), within(1e-9));
    assertThat(PrincipalComponent.project(centred(random(40, 9))))
        .containsExactly(plain(random(40, 9)), within(1e-9));
  }

  @Test
  void neitherTheOrderNorTheSignOfChannelsDecidesTheSign() {
    double[] one = {0, 1, 5, 2, 3, 0.5, 9, 1, 1};
    double[] other = {-1, 2, 0, 2, 7, 1, -4, 3, 0};
    assertThat(map(one, other)).containsExactly(map(other, one), within(1e-12));
    double[] negated = other.clone();
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -negated[i];
    }
    assertThat(map(one, negated)).containsExactly(map(one, other), within(1e-12));
  }

  private static double[] map(double[] first, double[] second) {
    double[] both = new double[18];
    System.arraycopy(first, 0, both, 0, 9);
    System.arraycopy(second, 0, both, 9, 9);
    Features features = Features.of(1, 2, Shape.of(3, 3), both);
    return PrincipalComponent.maps(features, features::at, true).of(0);
  }

  /** With means left in, the first component of what is not negative is not negative either. */
  @Test
  void theMeansMayBeLeftIn() {
    double[] both = {3, 0, 4, 0, 0, 0};
    Features features = Features.of(1, 2, Shape.of(1, 3), both);

    // One channel is empty: the component is the other one itself.
    assertThat(PrincipalComponent.maps(features, features::at, false).of(0))
        .containsExactly(new double[] {3, 0, 4}, within(1e-12));
    assertThat(PrincipalComponent.maps(features, features::at, true).of(0))
        .containsExactly(new double[] {-2 / 3.0, 7 / 3.0, -5 / 3.0}, within(1e-12));
  }

  @Test
  void aSampleThatIsNotFiniteHasNoMap() {
    Features features =
        Features.of(2, 1, Shape.of(1, 2), new double[] {1, Double.POSITIVE_INFINITY, 1, 2});

    assertThat(PrincipalComponent.maps(features, features::at, true).of(0))
        .containsOnly(Double.NaN);
    assertThat(PrincipalComponent.maps(features, features::at, true).of(1))
        .doesNotContain(Double.NaN);
  }
}
