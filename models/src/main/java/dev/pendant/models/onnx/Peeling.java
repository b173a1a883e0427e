package dev.pendant.models.onnx;

import dev.pendant.models.onnx.internal.graph.OnnxGraph;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.models.onnx.internal.graph.OnnxValue;
import dev.pendant.models.onnx.internal.row.NormalisationRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes a final Softmax or LogSoftmax off, so that the model answers logits: their gradients say
 * which evidence speaks for a class, those of probabilities mostly that it speaks against others.
 *
 * @param outputs names of the values the model is to answer
 */
record Peeling(OnnxModel.Peeled kind, List<String> outputs) {

  static Peeling of(OnnxGraph graph) {
    List<String> outputs = new ArrayList<>(graph.outputNames());
    OnnxNode last = maker(graph, outputs.get(0));
    if (last == null || !overClasses(last, graph.outputs().get(0))) {
      return new Peeling(OnnxModel.Peeled.NONE, outputs);
    }
    outputs.set(0, last.inputs().get(0));
    OnnxModel.Peeled kind =
        last.type().equals("Softmax") ? OnnxModel.Peeled.SOFTMAX : OnnxModel.Peeled.LOG_SOFTMAX;
    return new Peeling(kind, outputs);
  }

  /** What makes a value, looking through Identity; null if it is no node. */
  private static @Nullable OnnxNode maker(OnnxGraph graph, String value) {
    Map<String, OnnxNode> makers =
        graph.nodes().stream()
            .filter(node -> !node.outputs().isEmpty())
            .collect(
                Collectors.toMap(node -> node.outputs().get(0), Function.identity(), (a, b) -> a));
    OnnxNode node = makers.get(value);
    for (int i = 0; i < makers.size() && node != null && node.type().equals("Identity"); i++) {
      node = node.inputs().isEmpty() ? null : makers.get(node.inputs().get(0));
    }
    return node;
  }

  /** Whether it is a softmax over axis 1, where classes are. */
  private static boolean overClasses(OnnxNode node, OnnxValue output) {
    boolean softmax = node.type().equals("Softmax") || node.type().equals("LogSoftmax");
    if (!softmax || !node.domain().isEmpty() || !node.has(0)) {
      return false;
    }
    long otherwise = node.opset() >= NormalisationRows.SOFTMAX_PER_AXIS ? -1 : 1;
    long axis = node.attributes().integer("axis", otherwise);
    int rank = output.shape().isEmpty() ? 2 : output.shape().size();
    return axis == 1 || axis + rank == 1;
  }
}
