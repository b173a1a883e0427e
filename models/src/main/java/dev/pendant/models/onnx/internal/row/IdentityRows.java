package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.ElementType;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Rows of operators that leave a classifier's values as they are. */
final class IdentityRows {

  private IdentityRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "Identity", IdentityRows::identity,
        "Dropout", IdentityRows::dropout,
        "CastLike", IdentityRows::castLike,
        "Cast", IdentityRows::cast);
  }

  private static Kernel identity(NodeSetup node) {
    Operand x = node.x();
    return Kernel.of(x::in);
  }

  private static Kernel dropout(NodeSetup node) {
    HostArray training = node.constant(2);
    node.check(
        !node.has(2) || (training != null && training.single() == 0),
        "is in training mode; export the model after model.eval()");
    return identity(node);
  }

  private static Kernel castLike(NodeSetup node) {
    Operand operand = node.x();
    Operand like = node.tensor(1, "like");
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          DType to = like.in(frame).type();
          return x.type() == DType.INT64 && to.isFloating() ? floating(x, to) : same(x, to);
        });
  }

  /** Integers are the graph's own numbers and have no gradient. */
  private static Tensor floating(Tensor x, DType to) {
    long[] values = x.toLongArray();
    return HostArray.numbers(to, x.shape(), i -> values[i]).toTensor(x.backend());
  }

  /** Between float16 and float32 nothing is to be done here; other casts have no operator. */
  private static Kernel cast(NodeSetup node) {
    DType to = ElementType.of(node.attributes().integer("to", 0), "the target of Cast").type();
    node.check(to.isFloating(), "casts computed values to " + to + ", which is not supported");
    Operand operand = node.x();
    return Kernel.of(frame -> same(operand.in(frame), to));
  }

  private static Tensor same(Tensor x, DType to) {
    if (x.type() != to) {
      throw new ModelException("casts " + x.type() + " to " + to + ", which is not supported");
    }
    return x;
  }
}
