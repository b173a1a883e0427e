package dev.pendant.models.onnx;

import dev.pendant.models.onnx.internal.graph.OnnxGraph;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.models.onnx.internal.graph.OnnxValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the Transpose off that stands first in models from Keras: they take pictures as [n, h, w,
 * c] and bring the channels forward at once. Without it the model takes [n, c, h, w] like any
 * other, and maps and input gradients have the picture's orientation.
 */
final class ChannelsLast {

  private static final long[] CHANNELS_FORWARD = {0, 3, 1, 2};

  private ChannelsLast() {}

  /** Whether all that the model does with its only input is to bring the channels forward. */
  static boolean is(OnnxGraph graph) {
    if (graph.inputs().size() != 1) {
      return false;
    }
    OnnxValue input = graph.inputs().get(0);
    List<OnnxNode> users =
        graph.nodes().stream().filter(node -> node.inputs().contains(input.name())).toList();
    return !users.isEmpty() && users.stream().allMatch(node -> bringsForward(node, graph));
  }

  private static boolean bringsForward(OnnxNode node, OnnxGraph graph) {
    return node.domain().isEmpty()
        && node.type().equals("Transpose")
        && node.outputs().size() == 1
        && Arrays.equals(node.attributes().integers("perm"), CHANNELS_FORWARD)
        && graph.outputs().stream().noneMatch(out -> out.name().equals(node.outputs().get(0)));
  }

  /** The graph from behind these nodes on. */
  static OnnxGraph removed(OnnxGraph graph) {
    OnnxValue input = graph.inputs().get(0);
    Set<String> forward =
        graph.nodes().stream()
            .filter(node -> node.inputs().contains(input.name()))
            .map(node -> node.outputs().get(0))
            .collect(Collectors.toSet());
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxNode node : graph.nodes()) {
      if (!node.inputs().contains(input.name())) {
        nodes.add(
            node.withInputs(
                node.inputs().stream()
                    .map(name -> forward.contains(name) ? input.name() : name)
                    .toList()));
      }
    }
    List<Long> shape = input.shape();
    List<Long> picture =
        shape.size() == 4
            ? Arrays.stream(CHANNELS_FORWARD).mapToObj(i -> shape.get((int) i)).toList()
            : shape;
    return new OnnxGraph(
        nodes,
        graph.initializers(),
        List.of(new OnnxValue(input.name(), input.type(), picture)),
        graph.outputs(),
        graph.opset(),
        graph.producer());
  }
}
