package dev.pendant.cam.method;

import dev.pendant.cam.internal.Extents;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/**
 * KPCA-CAM: the first component of kernel principal component analysis over positions, with the
 * kernel {@code tanh(x y' / C + 1)} on channels less their means, centred. It knows no class.
 *
 * <p>Karmani et al., "KPCA-CAM: Visual Explainability of Deep Computer Vision Models using Kernel
 * PCA", MMSP 2024, with the sigmoid kernel; as scikit-learn's {@code KernelPCA} computes it. The
 * value furthest from 0 is positive; NaN everywhere where a value is not finite. Costs the forward
 * pass and the eigenvectors of a matrix as wide as there are positions: meant for late layers.
 */
public final class KpcaCam implements CamMethod {

  /** A square matrix with more rows has more values than a Java array. */
  private static final int MOST_POSITIONS = (int) Math.sqrt(Integer.MAX_VALUE);

  @Override
  public String id() {
    return "kpca-cam";
  }

  /**
   * @throws UnsupportedTailException if the layer has more positions than the matrix can have
   */
  @Override
  public Maps map(Evidence evidence) {
    Features activation = evidence.activation();
    if (activation.positions() > MOST_POSITIONS) {
      throw new UnsupportedTailException(
          """
          kpca-cam compares all positions with one another: expected a layer of at most %d, '%s' \
          has %d (%s); choose a later layer, or method eigen-cam"""
              .formatted(
                  MOST_POSITIONS,
                  evidence.layer(),
                  activation.positions(),
                  Extents.text(activation.spatial())));
    }
    double[][] maps = new double[activation.samples()][];
    for (int sample = 0; sample < maps.length; sample++) {
      maps[sample] = component(activation, sample);
    }
    return Maps.of(activation.spatial(), maps);
  }

  private static double[] component(Features activation, int sample) {
    int positions = activation.positions();
    DMatrixRMaj values =
        new DMatrixRMaj(activation.channels(), positions, true, activation.sample(sample));
    if (MatrixFeatures_DDRM.hasUncountable(values)) {
      return PrincipalComponent.notFinite(positions);
    }
    CommonOps_DDRM.transpose(values);
    PrincipalComponent.clearFlat(values);
    if (CommonOps_DDRM.elementMaxAbs(values) == 0) {
      return new double[positions];
    }
    PrincipalComponent.centre(values);
    DMatrixRMaj kernel = new DMatrixRMaj(positions, positions);
    CommonOps_DDRM.multOuter(values, kernel);
    CommonOps_DDRM.apply(kernel, product -> Math.tanh(product / activation.channels() + 1));
    PrincipalComponent.centre(kernel);
    CommonOps_DDRM.transpose(kernel);
    PrincipalComponent.centre(kernel);
    LargestEigenpair pair = LargestEigenpair.of(kernel);
    double length = Math.sqrt(Math.max(0, pair.value()));
    double[] map = pair.vector();
    for (int p = 0; p < map.length; p++) {
      map[p] *= length;
    }
    Signs.furthestFromZeroPositive(map);
    return map;
  }
}
