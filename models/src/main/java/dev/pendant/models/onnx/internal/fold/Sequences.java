package dev.pendant.models.onnx.internal.fold;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees through the sequences that PyTorch's unoptimised exports make of {@code split} and {@code
 * chunk}: an entry taken out is a slice of what was split. Sequences that are used otherwise stay,
 * and are refused with the other unsupported operators.
 */
final class Sequences {

  private static final int AXES_AS_INPUT = 13;

  private final Map<String, OnnxNode> makers = new HashMap<>();

  /** Whether the node makes a sequence whose entries are slices; it is needed no longer then. */
  boolean makes(OnnxNode node, Map<String, HostArray> constants) {
    boolean known =
        node.domain().isEmpty()
            && node.type().equals("SplitToSequence")
            && node.has(0)
            && node.outputs().size() == 1
            && (!node.has(1) || constants.containsKey(node.inputs().get(1)));
    if (known) {
      makers.put(node.outputs().get(0), node);
    }
    return known;
  }

  /**
   * What takes an entry out, as ordinary nodes; null if the node does not.
   *
   * @param constants to which the slice's bounds are added
   */
  @Nullable OnnxNode slice(OnnxNode node, Map<String, HostArray> constants) {
    OnnxNode split = node.inputs().isEmpty() ? null : makers.get(node.inputs().get(0));
    if (split == null || !node.type().equals("SequenceAt") || node.outputs().size() != 1) {
      return null;
    }
    HostArray position = node.has(1) ? constants.get(node.inputs().get(1)) : null;
    if (position == null) {
      throw node.refuse("the place in the sequence must be a constant");
    }
    long at = (long) position.single();
    long axis = split.attributes().integer("axis", 0);
    HostArray sizes = split.has(1) ? constants.get(split.inputs().get(1)) : null;
    if (sizes == null && !split.attributes().flag("keepdims", true)) {
      return replaced(node, split, "Gather", axis, constants, HostArray.scalar(at));
    }
    long start = at;
    long end = at == -1 ? Long.MAX_VALUE : at + 1;
    if (sizes != null && sizes.shape().rank() == 0) {
      if (at < 0) {
        throw node.refuse("counts from the end of a sequence of unknown length");
      }
      start = at * (long) sizes.single();
      end = start + (long) sizes.single();
    } else if (sizes != null) {
      long[] each = sizes.integers();
      int index = (int) (at < 0 ? at + each.length : at);
      if (index < 0 || index >= each.length) {
        throw node.refuse("takes entry " + at + " of a sequence of " + each.length);
      }
      start = 0;
      for (int i = 0; i < index; i++) {
        start += each[i];
      }
      end = start + each[index];
    }
    return replaced(
        node,
        split,
        "Slice",
        0,
        constants,
        HostArray.vector(start),
        HostArray.vector(end),
        HostArray.vector(axis));
  }

  private static OnnxNode replaced(
      OnnxNode node,
      OnnxNode split,
      String type,
      long axis,
      Map<String, HostArray> constants,
      HostArray... further) {
    List<String> inputs = new ArrayList<>();
    inputs.add(split.inputs().get(0));
    for (int i = 0; i < further.length; i++) {
      String name = node.outputs().get(0) + "/" + type + "/" + i;
      constants.put(name, further[i]);
      inputs.add(name);
    }
    Map<String, Object> attributes = type.equals("Gather") ? Map.of("axis", axis) : Map.of();
    return new OnnxNode(
        node.index(),
        "",
        type,
        Math.max(node.opset(), AXES_AS_INPUT),
        node.name(),
        inputs,
        node.outputs(),
        new OnnxAttributes(attributes),
        node.metadata());
  }
}
