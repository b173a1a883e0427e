package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.host.Strides;
import dev.pendant.op.Op;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows for matrix products; those by a constant matrix become {@link Op.Linear}. */
final class LinearRows {

  private static final int[] SWAPPED = {1, 0};

  private LinearRows() {}

  static Map<String, Row> rows() {
    return Map.of("Gemm", LinearRows::gemm, "MatMul", LinearRows::matMul);
  }

  /** {@code alpha * A' B' + beta * C}. */
  private static Kernel gemm(NodeSetup node) {
    boolean transA = node.attributes().flag("transA", false);
    boolean transB = node.attributes().flag("transB", false);
    double alpha = node.attributes().number("alpha", 1);
    double beta = node.attributes().number("beta", 1);
    Operand a = transA ? transposed(node.x()) : node.x();
    HostArray weight = node.constant(1);
    if (weight == null) {
      Operand b = node.tensor(1, "weight");
      return general(node, a, transB ? transposed(b) : b, alpha, beta);
    }
    node.check(
        weight.shape().rank() == 2, "its B has shape " + weight.shape() + ", expected rank 2");
    HostArray rows = transB ? weight : Strides.permuted(weight, SWAPPED);
    List<Operand> operands = new ArrayList<>();
    operands.add(a);
    operands.add(node.weight(1, "weight", scaled(rows, alpha)));
    if (!node.has(2) || beta == 0) {
      return linear(operands);
    }
    HostArray c = node.constant(2);
    long outputs = rows.shape().get(0);
    if (c != null && isBias(c.shape(), outputs)) {
      operands.add(node.weight(2, "bias", scaled(spread(c, outputs), beta)));
      return linear(operands);
    }
    return added(linear(operands), node.tensor(2, "bias"), beta);
  }

  /** One value per output, or one for all of them; anything else varies over the batch. */
  private static boolean isBias(Shape c, long outputs) {
    boolean leadingOnes = c.rank() < 2 || (c.rank() == 2 && c.get(0) == 1);
    return leadingOnes && (c.elements() == outputs || c.elements() == 1);
  }

  private static HostArray spread(HostArray c, long outputs) {
    HostArray flat = c.withShape(Shape.of(c.size()));
    return c.size() == outputs ? flat : flat.pick(Shape.of(outputs), i -> 0);
  }

  private static HostArray scaled(HostArray x, double factor) {
    return factor == 1 ? x : HostArray.numbers(x.type(), x.shape(), i -> factor * x.number(i));
  }

  private static Kernel linear(List<Operand> operands) {
    return Kernel.of(frame -> Operand.apply(new Op.Linear(), frame, operands));
  }

  private static Operand transposed(Operand operand) {
    return frame -> operand.in(frame).permute(1, 0);
  }

  private static Kernel general(NodeSetup node, Operand a, Operand b, double alpha, double beta) {
    Kernel product =
        Kernel.of(
            frame -> {
              Tensor ab = a.in(frame).matmul(b.in(frame));
              return alpha == 1 ? ab : ab.mul(alpha);
            });
    return node.has(2) && beta != 0 ? added(product, node.tensor(2, "bias"), beta) : product;
  }

  private static Kernel added(Kernel product, Operand c, double beta) {
    return Kernel.of(
        frame -> {
          Tensor addend = c.in(frame);
          return product.run(frame).get(0).add(beta == 1 ? addend : addend.mul(beta));
        });
  }

  private static Kernel matMul(NodeSetup node) {
    HostArray weight = node.constant(1);
    if (weight != null && weight.shape().rank() == 2 && node.constant(0) == null) {
      HostArray rows = Strides.permuted(weight, SWAPPED);
      return linear(List.of(node.x(), node.weight(1, "weight", rows)));
    }
    Operand a = node.x();
    Operand b = node.tensor(1, "weight");
    return Kernel.of(frame -> product(a.in(frame), b.in(frame)));
  }

  /** A vector is a row on the left and a column on the right, and that axis goes afterwards. */
  private static Tensor product(Tensor a, Tensor b) {
    Tensor left = a.shape().rank() == 1 ? a.reshape(1, -1) : a;
    Tensor right = b.shape().rank() == 1 ? b.reshape(-1, 1) : b;
    Tensor product = left.matmul(right);
    if (left == a && right == b) {
      return product;
    }
    long[] extents = product.shape().toArray();
    int rank = extents.length;
    return product.reshape(
        IntStream.range(0, rank)
            .filter(i -> (left == a || i != rank - 2) && (right == b || i != rank - 1))
            .mapToLong(i -> extents[i])
            .toArray());
  }
}
