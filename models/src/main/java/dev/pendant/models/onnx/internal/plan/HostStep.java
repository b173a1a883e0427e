package dev.pendant.models.onnx.internal.plan;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.models.onnx.internal.host.HostOperators;
import dev.pendant.models.onnx.internal.row.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes one node on the host during a call. */
record HostStep(OnnxNode node, Map<String, HostArray> constants) implements Step.Action {

  @Override
  public void run(Frame frame) {
    frame.put(node.outputs().get(0), value(frame));
  }

  private HostArray value(Frame frame) {
    if (HostOperators.readsShape(node)) {
      return HostOperators.ofShape(node, frame.shape(node.inputs().get(0)));
    }
    List<@Nullable HostArray> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      HostArray constant = constants.get(name);
      inputs.add(name.isEmpty() || constant != null ? constant : frame.values(name));
    }
    return HostOperators.apply(node, inputs);
  }
}
