package dev.pendant.cam.attribution;

import dev.pendant.cam.internal.Seeds;
import dev.pendant.cam.method.Evidence;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What is lost when samples exchange values of a layer: of each group those of another sample of
 * the batch, by a permutation drawn for the group that is not the identity. So a sample's
 * attributions depend on its batch, as those of no other method do.
 *
 * <p>captum's {@code LayerFeaturePermutation}; Fisher, Rudin and Dominici, "All Models are Wrong,
 * but Many are Useful", JMLR 2019, section 3 (model reliance). Costs what {@link
 * LayerFeatureAblation} does.
 */
public final class LayerFeaturePermutation implements AttributionMethod {

  private final LayerGroup group;
  private final long seed;

  /** Each value by itself. */
  public LayerFeaturePermutation() {
    this(LayerGroup.VALUE, 0);
  }

  /**
   * @param seed of the permutations
   */
  public LayerFeaturePermutation(LayerGroup group, long seed) {
    this.group = group;
    this.seed = seed;
  }

  @Override
  public String id() {
    return "layer-feature-permutation";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  /**
   * @throws IllegalArgumentException for a batch of one sample
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    double[][] values = Sums.rows(evidence.activation());
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "samples exchange values here: expected a batch of at least 2, got 1; use"
              + " layer-feature-ablation for one alone");
    }
    int[][] others =
        IntStream.range(0, group.stride(evidence.activation()).groups())
            .mapToObj(of -> permutation(values.length, new SplittableRandom(Seeds.of(seed, of))))
            .toArray(int[][]::new);
    return new Attribution(
        GroupLosses.of(
            evidence, group, values, (of, sample, at) -> values[others[of][sample]][at]));
  }

  private static int[] permutation(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    do {
      for (int i = count - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
    } while (IntStream.range(0, count).allMatch(i -> order[i] == i));
    return order;
  }
}
