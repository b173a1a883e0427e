package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Rows that normalise within or across channels, and that exchange channels for pixels. */
final class ChannelRows {

  /** From here on GroupNormalization has a scale per channel; before, one per group. */
  private static final int SCALE_PER_CHANNEL = 21;

  private ChannelRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "LRN", ChannelRows::localResponse,
        "InstanceNormalization", ChannelRows::instanceNorm,
        "GroupNormalization", ChannelRows::groupNorm,
        "DepthToSpace", ChannelRows::depthToSpace,
        "SpaceToDepth", ChannelRows::spaceToDepth);
  }

  /** {@code x / (bias + alpha * mean of x^2 over neighbouring channels) ^ beta}. */
  private static Kernel localResponse(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    double alpha = attributes.number("alpha", 1e-4);
    double beta = attributes.number("beta", 0.75);
    double bias = attributes.number("bias", 1);
    int size = WindowAttributes.small(node, "size", attributes.integer("size", 0), 1);
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          Shape shape = x.shape();
          if (shape.rank() < 2) {
            throw new ModelException("takes an input with channels, got " + shape);
          }
          long pixels = shape.elements() / Math.max(1, shape.get(0) * shape.get(1));
          // Channels as rows of a picture; zeros beyond the first and last count as neighbours.
          Tensor squares = x.mul(x).reshape(shape.get(0), 1, shape.get(1), pixels);
          Padding padding = new Padding((size - 1) / 2, 0, size / 2, 0);
          Tensor means =
              Operators.apply(
                  new Op.AvgPool2d(new Size(size, 1), Size.ONE, padding, false, true), squares);
          Tensor divisor = means.mul(alpha).add(bias).pow(beta);
          return x.div(Pieces.shaped(divisor, shape));
        });
  }

  /** A group for each channel. */
  private static Kernel instanceNorm(NodeSetup node) {
    double epsilon = node.attributes().number("epsilon", 1e-5);
    List<Operand> operands = List.of(node.x(), node.tensor(1, "weight"), node.tensor(2, "bias"));
    return Kernel.of(
        frame -> {
          int channels = operands.get(0).in(frame).shape().getInt(1);
          return Operand.apply(new Op.GroupNorm(channels, epsilon), frame, operands);
        });
  }

  private static Kernel groupNorm(NodeSetup node) {
    double epsilon = node.attributes().number("epsilon", 1e-5);
    int groups =
        WindowAttributes.small(node, "num_groups", node.attributes().integer("num_groups", 0), 1);
    List<Operand> operands = List.of(node.x(), node.tensor(1, "weight"), node.tensor(2, "bias"));
    boolean perChannel = node.since(SCALE_PER_CHANNEL);
    return Kernel.of(
        frame -> {
          Tensor x = operands.get(0).in(frame);
          Tensor weight = operands.get(1).in(frame);
          Tensor bias = operands.get(2).in(frame);
          long channels = x.shape().get(1);
          return Operators.apply(
              new Op.GroupNorm(groups, epsilon),
              x,
              perChannel ? weight : spread(weight, channels),
              perChannel ? bias : spread(bias, channels));
        });
  }

  /** One value per group to one per channel. */
  private static Tensor spread(Tensor values, long channels) {
    long groups = values.shape().elements();
    Shape shape = Shape.of(groups, channels / Math.max(1, groups));
    return Pieces.expanded(values.reshape(groups, 1), shape).reshape(channels);
  }

  private static Kernel depthToSpace(NodeSetup node) {
    long block = block(node);
    boolean columnsFirst = node.attributes().text("mode", "DCR").equals("DCR");
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          Shape s = picture(x);
          long channels = s.get(1) / (block * block);
          Tensor parts =
              columnsFirst
                  ? x.reshape(s.get(0), block, block, channels, s.get(2), s.get(3))
                      .permute(0, 3, 4, 1, 5, 2)
                  : x.reshape(s.get(0), channels, block, block, s.get(2), s.get(3))
                      .permute(0, 1, 4, 2, 5, 3);
          return parts.reshape(s.get(0), channels, s.get(2) * block, s.get(3) * block);
        });
  }

  private static Kernel spaceToDepth(NodeSetup node) {
    long block = block(node);
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          Shape s = picture(x);
          long height = s.get(2) / block;
          long width = s.get(3) / block;
          return x.reshape(s.get(0), s.get(1), height, block, width, block)
              .permute(0, 3, 5, 1, 2, 4)
              .reshape(s.get(0), s.get(1) * block * block, height, width);
        });
  }

  private static long block(NodeSetup node) {
    return WindowAttributes.small(node, "blocksize", node.attributes().integer("blocksize", 0), 1);
  }

  private static Shape picture(Tensor x) {
    if (x.shape().rank() != 4) {
      throw new ModelException("takes pictures (rank 4), got " + x.shape());
    }
    return x.shape();
  }
}
