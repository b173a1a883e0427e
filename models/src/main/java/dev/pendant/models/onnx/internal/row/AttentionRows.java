package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The row for scaled dot product attention (opset 23), from the operators it is made of. */
final class AttentionRows {

  private static final int MASK = 3;

  private AttentionRows() {}

  static Map<String, Row> rows() {
    return Map.of("Attention", AttentionRows::attention);
  }

  private static Kernel attention(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    node.check(
        !node.has(4) && !node.has(5), "takes keys and values of the past, which is not supported");
    boolean causal = attributes.flag("is_causal", false);
    double softcap = attributes.number("softcap", 0);
    double stated = attributes.number("scale", 0);
    long heads = attributes.integer("q_num_heads", 0);
    long sourceHeads = attributes.integer("kv_num_heads", heads);
    Operand queries = node.x();
    Operand keys = node.tensor(1, "key");
    Operand values = node.tensor(2, "value");
    Function<Frame, @Nullable Tensor> mask = mask(node);
    return Kernel.of(
        frame -> {
          Tensor flat = queries.in(frame);
          Tensor q = heads(flat, heads);
          long groups = q.shape().get(1);
          Tensor k = repeated(heads(keys.in(frame), sourceHeads), groups);
          Tensor v = repeated(heads(values.in(frame), sourceHeads), groups);
          double scale = stated == 0 ? 1 / Math.sqrt(q.shape().get(3)) : stated;
          Tensor scores = q.mul(scale).matmul(k.permute(0, 1, 3, 2));
          Tensor bias = mask.apply(frame);
          scores = bias == null ? scores : scores.add(bias);
          scores = causal ? scores.add(triangle(scores)) : scores;
          if (softcap != 0) {
            scores = Operators.apply(new Op.Tanh(), scores.div(softcap)).mul(softcap);
          }
          Tensor out = scores.softmax(3).matmul(v);
          return flat.shape().rank() == 4 ? out : joined(out);
        });
  }

  /** [n, length, heads * width] as [n, heads, length, width]. */
  private static Tensor heads(Tensor x, long heads) {
    Shape shape = x.shape();
    if (shape.rank() == 4) {
      return x;
    }
    if (shape.rank() != 3 || heads < 1 || shape.get(2) % heads != 0) {
      throw new ModelException("cannot divide " + shape + " into " + heads + " heads");
    }
    return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads).permute(0, 2, 1, 3);
  }

  private static Tensor joined(Tensor x) {
    Shape shape = x.shape();
    return x.permute(0, 2, 1, 3).reshape(shape.get(0), shape.get(2), shape.get(1) * shape.get(3));
  }

  /** Each head of keys and values serves several heads of queries. */
  private static Tensor repeated(Tensor x, long heads) {
    Shape s = x.shape();
    if (s.get(1) == heads) {
      return x;
    }
    if (heads % s.get(1) != 0) {
      throw new ModelException(heads + " heads do not divide among " + s.get(1));
    }
    long each = heads / s.get(1);
    Tensor wide =
        Pieces.expanded(
            x.reshape(s.get(0), s.get(1), 1, s.get(2), s.get(3)),
            Shape.of(s.get(0), s.get(1), each, s.get(2), s.get(3)));
    return wide.reshape(s.get(0), heads, s.get(2), s.get(3));
  }

  /** What is added to the scores; a mask of booleans says where to look. */
  private static Function<Frame, @Nullable Tensor> mask(NodeSetup node) {
    if (!node.has(MASK)) {
      return frame -> null;
    }
    HostArray constant = node.constant(MASK);
    if (constant != null && constant.type() == DType.BOOL) {
      HostArray added =
          HostArray.numbers(
              DType.FLOAT32,
              constant.shape(),
              i -> constant.integer(i) == 0 ? Double.NEGATIVE_INFINITY : 0);
      Operand weight = node.weight(MASK, "mask", added);
      return weight::in;
    }
    Operand bias = node.tensor(MASK, "mask");
    return bias::in;
  }

  /** Minus infinity above the diagonal: no position sees a later one. */
  private static Tensor triangle(Tensor scores) {
    int rows = scores.shape().getInt(2);
    int columns = scores.shape().getInt(3);
    HostArray later =
        HostArray.numbers(
            scores.type(),
            Shape.of(rows, columns),
            i -> i % columns > i / columns ? Double.NEGATIVE_INFINITY : 0);
    return later.toTensor(scores.backend());
  }
}
