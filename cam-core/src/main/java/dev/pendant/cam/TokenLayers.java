package dev.pendant.cam;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Layout;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Layers of a transformer that hand on the positions of a spatial one as tokens. */
final class TokenLayers {

  private TokenLayers() {}

  /**
   * Whether [n, tokens, c] has a token for each position of [n, c, h, w], and perhaps some before
   * them. Not if it may as well be [n, c, h w].
   */
  static boolean areTokens(Shape output, Shape spatial) {
    if (output.rank() != 3 || spatial.rank() != 4) {
      return false;
    }
    long prefix = prefix(output, spatial);
    boolean eitherWay = prefix == 0 && output.get(1) == output.get(2);
    return output.get(0) == spatial.get(0)
        && output.get(2) == spatial.get(1)
        && prefix >= 0
        && prefix <= Layout.MOST_PREFIX_TOKENS
        && !eitherWay;
  }

  private static long prefix(Shape tokens, Shape spatial) {
    return tokens.get(1) - spatial.get(2) * spatial.get(3);
  }

  /** The path of the last of these whose tokens of positions an output depends on. */
  static Optional<String> lastRead(ExplainedCall call, List<LayerPoint> tokens, Shape spatial) {
    try (Scope scope = Scope.open()) {
      SplitRun run = Split.at(call.model(), tokens).run(call.handles());
      Tensor scores = call.output().of(run.outputs());
      for (int i = tokens.size() - 1; i >= 0 && scores.requiresGrad(); i--) {
        if (isRead(run.cuts().get(i), scores, spatial)) {
          return Optional.of(tokens.get(i).path());
        }
      }
      return Optional.empty();
    }
  }

  /** Of an even one nothing comes back through a softmax, whose outputs sum to 1 always. */
  private static Tensor unevenSeed(Tensor scores) {
    double[] seed = new double[Math.toIntExact(scores.shape().elements())];
    Arrays.setAll(seed, i -> i + 1);
    return HostValues.like(scores, seed, scores.shape().toArray());
  }

  private static boolean isRead(LayerCut cut, Tensor scores, Shape spatial) {
    try (Scope scope = Scope.open()) {
      Tensor gradient = cut.gradient(scores, unevenSeed(scores));
      long tokens = gradient.shape().get(1);
      Tensor ofPositions = gradient.slice(1, prefix(gradient.shape(), spatial), tokens);
      for (double value : ofPositions.toDoubleArray()) {
        if (value != 0) {
          return true;
        }
      }
      return false;
    } catch (LayerException notOnTheWay) {
      return false;
    }
  }
}
