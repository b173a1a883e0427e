package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.host.Shapes;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Rows that normalise: over the batch's statistics, over features, to probabilities. */
public final class NormalisationRows {

  /** From here on Softmax works along one axis; before, over all from the axis on. */
  public static final int SOFTMAX_PER_AXIS = 13;

  private NormalisationRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "BatchNormalization",
        NormalisationRows::batchNorm,
        "LayerNormalization",
        NormalisationRows::layerNorm,
        "Softmax",
        node -> softmax(node, Op.Softmax::new),
        "LogSoftmax",
        node -> softmax(node, Op.LogSoftmax::new));
  }

  private static Kernel batchNorm(NodeSetup node) {
    node.check(
        !node.attributes().flag("training_mode", false),
        "is in training mode, its answer would depend on the other pictures of the batch; export"
            + " the model after model.eval()");
    node.check(node.attributes().flag("spatial", true), "spatial = 0 is not supported");
    Op op = new Op.BatchNorm(node.attributes().number("epsilon", 1e-5), false);
    List<Operand> operands =
        List.of(
            node.x(),
            node.tensor(1, "weight"),
            node.tensor(2, "bias"),
            node.tensor(3, "running_mean"),
            node.tensor(4, "running_var"));
    return Kernel.of(frame -> Operand.apply(op, frame, operands));
  }

  private static Kernel layerNorm(NodeSetup node) {
    double epsilon = node.attributes().number("epsilon", 1e-5);
    long axis = node.attributes().integer("axis", -1);
    HostArray weight = node.required(1, "scale");
    List<Operand> operands =
        List.of(
            node.x(),
            node.tensor(1, "weight"),
            node.has(2)
                ? node.tensor(2, "bias")
                : node.constant("bias", HostArray.numbers(weight.type(), weight.shape(), i -> 0)));
    return Kernel.of(
        frame -> {
          int rank = operands.get(0).in(frame).shape().rank();
          int first = Shapes.axis(axis, rank);
          List<Integer> axes = IntStream.range(first, rank).boxed().toList();
          return Operand.apply(new Op.LayerNorm(axes, epsilon), frame, operands);
        });
  }

  private static Kernel softmax(NodeSetup node, IntFunction<Op> op) {
    boolean perAxis = node.since(SOFTMAX_PER_AXIS);
    long axis = node.attributes().integer("axis", perAxis ? -1 : 1);
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          Shape shape = x.shape();
          int along = Shapes.axis(axis, shape.rank());
          if (perAxis || along == shape.rank() - 1) {
            return Operators.apply(op.apply(along), x);
          }
          Shape flat = Shapes.flattened(shape, along);
          Tensor probabilities = Operators.apply(op.apply(1), x.reshape(flat.toArray()));
          return probabilities.reshape(shape.toArray());
        });
  }
}
