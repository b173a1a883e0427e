package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.mul;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Normalisation over groups of channels, which ND4J lacks: groups as rows, then channels again. */
final class GroupNorm {

  private GroupNorm() {}

  static Kernel of(Op.GroupNorm op) {
    return new Kernel((s, in) -> forward(s, in, op), (s, p) -> gradients(s, p, op));
  }

  private static INDArray forward(Scratch s, List<INDArray> in, Op.GroupNorm op) {
    INDArray x = in.get(0);
    INDArray values = Extents.view(standardised(s, x, op).values(), x.shape());
    INDArray scaled = mul(s, values, NormalisationRows.channels(x, in.get(1)));
    return add(s, scaled, NormalisationRows.channels(x, in.get(2)));
  }

  private static @Nullable INDArray[] gradients(Scratch s, Pullback p, Op.GroupNorm op) {
    INDArray x = p.x();
    INDArray g = p.g();
    if (!p.wants(0) && !p.wants(1)) {
      return new @Nullable INDArray[] {null, null, NormalisationRows.channelSums(s, g)};
    }
    Standardised standard = standardised(s, x, op);
    return new @Nullable INDArray[] {
      p.wants(0) ? inputGradient(s, p, standard, op) : null,
      p.wants(1)
          ? NormalisationRows.channelSums(s, mul(s, g, Extents.view(standard.values(), x.shape())))
          : null,
      p.wants(2) ? NormalisationRows.channelSums(s, g) : null
    };
  }

  private static INDArray inputGradient(
      Scratch s, Pullback p, Standardised standard, Op.GroupNorm op) {
    INDArray scaled = mul(s, p.g(), NormalisationRows.channels(p.x(), p.input(1)));
    return Extents.view(standard.gradient(s, groups(scaled, op)), p.x().shape());
  }

  private static Standardised standardised(Scratch s, INDArray x, Op.GroupNorm op) {
    return Standardised.of(s, groups(x, op), new long[] {2}, op.epsilon());
  }

  /** As [n, groups, values of a group]; a view. */
  private static INDArray groups(INDArray x, Op.GroupNorm op) {
    return Extents.view(x, x.size(0), op.groups(), x.length() / x.size(0) / op.groups());
  }
}
