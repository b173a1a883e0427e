package dev.pendant.cam;

import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;

/**
 * One run of a {@link Split} model: what it returned, and where it was cut. Lives as long as the
 * scope in which it was made.
 *
 * @param cuts in the order in which the layers were given
 * @param outputs what the model returned
 */
public record SplitRun(List<LayerCut> cuts, Tensors outputs) {

  public SplitRun {
    cuts = List.copyOf(cuts);
  }

  /** {@link LayerCut#activation} of the first cut. */
  public Tensor activation() {
    return cuts.get(0).activation();
  }

  /** {@link LayerCut#gradient} of the first cut. */
  public Tensor gradient(Tensor scores, Tensor seed) {
    return cuts.get(0).gradient(scores, seed);
  }
}
