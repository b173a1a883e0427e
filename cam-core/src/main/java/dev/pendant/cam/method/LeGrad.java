package dev.pendant.cam.method;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookHandle;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * LeGrad: how much attention to a place would raise the score, layer by layer. For each block of a
 * transformer the model's own last layers are applied to the block's output, and that score's
 * gradient with respect to the block's attention probabilities is cut off below 0 and averaged over
 * heads and queries; the map is the mean over blocks, the class token left out.
 *
 * <p>Bousselham et al., "LeGrad: An Explainability Method for Vision Transformers via Feature
 * Formation Sensitivity", ICCV 2025, which scores the mean of a block's tokens, as do its code for
 * CLIP and torch-cam. Only for models whose attention can be seen, see {@link AttentionBlocks}.
 * Costs a forward pass on the tape and a backward pass through each block.
 */
public final class LeGrad implements CamMethod {

  /** The axis of tokens in what a block returns. */
  private static final int TOKENS = 1;

  private final boolean meanOfTokens;

  /** Scores the mean over all tokens of a block, whatever the model pools. */
  public LeGrad() {
    this(true);
  }

  private LeGrad(boolean meanOfTokens) {
    this.meanOfTokens = meanOfTokens;
  }

  /** Scores what the model itself pools, mostly the class token. */
  public static LeGrad ofPooledTokens() {
    return new LeGrad(false);
  }

  @Override
  public String id() {
    return "legrad";
  }

  @Override
  public boolean needsLayer() {
    return false;
  }

  @Override
  public Set<MapTrait> traits() {
    return Set.of(MapTrait.SIGNED);
  }

  /**
   * @throws UnsupportedTailException if the model shows no attention, or explains no pictures
   */
  @Override
  public Maps map(Evidence evidence) {
    Features input = evidence.network().input();
    if (input.spatial().rank() != 2) {
      throw new UnsupportedTailException(
          "legrad needs pictures, whose aspect ratio tells the grid of tokens, got data of extents "
              + input.spatial()
              + "; use another method");
    }
    try (Scope scope = Scope.open()) {
      Recording run = evidence.network().recordModules(evidence.network().tensor());
      List<AttentionBlocks.Block> blocks = AttentionBlocks.of(run);
      double[][] perKey = new double[input.samples()][];
      for (AttentionBlocks.Block block : blocks) {
        add(perKey, sensitivity(evidence, run, blocks, block));
      }
      return onGrid(perKey, input.spatial(), blocks.size());
    }
  }

  /** The mean over heads and queries, [sample][key]. */
  private double[][] sensitivity(
      Evidence evidence,
      Recording run,
      List<AttentionBlocks.Block> blocks,
      AttentionBlocks.Block block) {
    int samples = run.output().shape().getInt(0);
    double[][] found = new double[samples][];
    Tensor score = score(evidence, run, blocks, block);
    try (HookHandle hook =
        block
            .attention()
            .registerPreHook(
                arrived -> {
                  if (arrived.isPresent(0)) {
                    perKey(arrived.get(0), found);
                  }
                  return null;
                })) {
      Autograd.grad(
          List.of(score),
          List.of(run.input()),
          List.of(Tensor.full(score.backend(), score.spec(), 1)),
          PassOption.RETAIN_GRAPH);
    }
    if (Arrays.asList(found).contains(null)) {
      throw new UnsupportedTailException(
          "legrad: no gradient reaches the attention of block "
              + (blocks.indexOf(block) + 1)
              + " of "
              + blocks.size()
              + " from what that block returned; use grad-cam at a layer");
    }
    return found;
  }

  /** The model's last layers, applied to what a block returned. */
  private Tensor score(
      Evidence evidence,
      Recording run,
      List<AttentionBlocks.Block> blocks,
      AttentionBlocks.Block block) {
    Tensor last = blocks.get(blocks.size() - 1).output();
    Node scores = run.output().node();
    Node from = last.node();
    TailReplay rest =
        scores == null || from == null ? null : TailReplay.of(scores, from, last.detach());
    if (rest == null) {
      throw new UnsupportedTailException(
          "legrad cannot apply what follows the last block to the blocks before it: it does not"
              + " consist of operators alone, take backward hooks off there");
    }
    try (GradMode.Guard on = GradMode.set(true)) {
      Tensor tokens = meanOfTokens ? mean(block.output()) : block.output();
      return evidence.objective().values(rest.run(tokens));
    }
  }

  /** The mean of all tokens in the place of each, so that it is what any pooling finds. */
  private static Tensor mean(Tensor tokens) {
    Tensor one = Operators.apply(new Op.Mean(List.of(TOKENS), true), tokens);
    return Operators.apply(new Op.Expand(tokens.shape().stream().boxed().toList()), one);
  }

  /**
   * @param gradient [n, heads, queries, keys], or the first two as one
   */
  private static void perKey(Tensor gradient, double[][] found) {
    int keys = gradient.shape().getInt(-1);
    double[] values = gradient.toDoubleArray();
    int size = values.length / found.length;
    for (int sample = 0; sample < found.length; sample++) {
      found[sample] = new double[keys];
      for (int i = 0; i < size; i++) {
        found[sample][i % keys] += Math.max(0, values[sample * size + i]) * keys / size;
      }
    }
  }

  private static void add(double[][] sums, double[][] more) {
    for (int sample = 0; sample < sums.length; sample++) {
      if (sums[sample] == null) {
        sums[sample] = more[sample];
        continue;
      }
      for (int i = 0; i < sums[sample].length; i++) {
        sums[sample][i] += more[sample][i];
      }
    }
  }

  private static Maps onGrid(double[][] perKey, Shape picture, int blocks) {
    int keys = perKey[0].length;
    Shape grid = Layout.grid(keys, picture.get(0), picture.get(1));
    if (grid.elements() == 0) {
      throw new UnsupportedTailException(
          "legrad found attention to %d tokens, but no grid of square patches of %s has so many or up to %d fewer"
                  .formatted(keys, picture, Layout.MOST_PREFIX_TOKENS)
              + "; use grad-cam with a layout(...) of your own");
    }
    int positions = Math.toIntExact(grid.elements());
    double[][] maps = new double[perKey.length][positions];
    for (int sample = 0; sample < maps.length; sample++) {
      for (int p = 0; p < positions; p++) {
        maps[sample][p] = perKey[sample][keys - positions + p] / blocks;
      }
    }
    return Maps.of(grid, maps);
  }
}
