package dev.pendant.nd4j;

import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pooling of volumes as two poolings of pictures: of each slice, then along the depth.
 *
 * @param slices makes the pool for arrays [n, c * d, h, w]
 * @param depth makes the pool for arrays [n, c, d, h * w]
 */
record VolumePool(
    Function<INDArray, PoolingRows.Pool> slices, Function<INDArray, PoolingRows.Pool> depth)
    implements PoolingRows.Pool {

  @Override
  public INDArray forward(Scratch s, INDArray x) {
    INDArray smaller = smaller(s, x);
    INDArray columns = columns(x, smaller);
    INDArray y = depth.apply(columns).forward(s, columns);
    return Extents.view(y, x.size(0), x.size(1), y.size(2), smaller.size(2), smaller.size(3));
  }

  @Override
  public INDArray back(Scratch s, INDArray x, INDArray g) {
    INDArray smaller = smaller(s, x);
    INDArray columns = columns(x, smaller);
    INDArray gradient =
        depth
            .apply(columns)
            .back(
                s,
                columns,
                Extents.view(g, g.size(0), g.size(1), g.size(2), g.size(3) * g.size(4)));
    INDArray pictures = pictures(x);
    INDArray back =
        slices.apply(pictures).back(s, pictures, Extents.view(gradient, smaller.shape()));
    return Extents.view(back, x.shape());
  }

  private INDArray smaller(Scratch s, INDArray x) {
    INDArray pictures = pictures(x);
    return slices.apply(pictures).forward(s, pictures);
  }

  private static INDArray pictures(INDArray x) {
    return Extents.view(x, x.size(0), x.size(1) * x.size(2), x.size(3), x.size(4));
  }

  private static INDArray columns(INDArray x, INDArray smaller) {
    return Extents.view(
        smaller, x.size(0), x.size(1), x.size(2), smaller.size(2) * smaller.size(3));
  }
}
