package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.fold.FoldedGraph;
import dev.pendant.models.onnx.internal.fold.Values;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link Row} sees of a node: attributes, what is constant, and where the rest will be. */
public final class NodeSetup {

  private final OnnxNode node;
  private final FoldedGraph graph;
  private final Values values;
  private final Weights weights;

  /**
   * @param weights of the module the node runs in
   */
  public NodeSetup(OnnxNode node, FoldedGraph graph, Values values, Weights weights) {
    this.node = node;
    this.graph = graph;
    this.values = values;
    this.weights = weights;
  }

  OnnxNode node() {
    return node;
  }

  OnnxAttributes attributes() {
    return node.attributes();
  }

  boolean since(int opset) {
    return node.opset() >= opset;
  }

  ModelException refuse(String why) {
    return node.refuse(why);
  }

  void check(boolean holds, String expected) {
    if (!holds) {
      throw refuse(expected);
    }
  }

  void checkFurtherOutputsUnused() {
    for (int i = 1; i < node.outputs().size(); i++) {
      String output = node.outputs().get(i);
      check(
          output.isEmpty() || !values.isUsed(output),
          "its output '" + output + "' is used, only the first is made");
    }
  }

  boolean has(int input) {
    return node.has(input);
  }

  /** The input's value if it is known at load. */
  @Nullable HostArray constant(int input) {
    return has(input) ? graph.constants().get(node.inputs().get(input)) : null;
  }

  /** The input's value, which must be known at load. */
  HostArray required(int input, String role) {
    HostArray value = constant(input);
    if (value == null) {
      throw refuse("its " + role + " must be a constant of the file");
    }
    return value;
  }

  /**
   * The input as a tensor; a constant becomes a weight of the module.
   *
   * @param role what to call such a weight where the file's name does not fit the module
   */
  Operand tensor(int input, String role) {
    HostArray value = constant(input);
    return value == null ? computed(input) : weight(input, role, value);
  }

  private Operand computed(int input) {
    check(has(input), "lacks input " + input);
    String name = node.inputs().get(input);
    return frame -> frame.tensor(name);
  }

  /** The first input, in most operators the only tensor. */
  Operand x() {
    return tensor(0, "value");
  }

  /** A weight of the module with the name of an input, in whatever form the operator needs it. */
  Operand weight(int input, String role, HostArray value) {
    String name = node.inputs().get(input);
    return weights.operand(name, role, value, graph.trained().contains(name));
  }

  /** A constant that no input holds, such as the bias of zeros that may be left out. */
  Operand constant(String role, HostArray value) {
    return weights.operand(node.outputs().get(0) + "." + role, role, value, false);
  }

  /** All inputs as tensors. */
  List<Operand> tensors() {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      operands.add(tensor(i, "value"));
    }
    return operands;
  }

  /** All of them from one on. */
  Function<Frame, List<@Nullable HostArray>> arrays(int from) {
    return arrays(from, Integer.MAX_VALUE);
  }

  /**
   * The inputs' arrays in a call, for shapes and indices; null where omitted or outside {@code
   * [from, to)}.
   */
  Function<Frame, List<@Nullable HostArray>> arrays(int from, int to) {
    List<Function<Frame, @Nullable HostArray>> sources = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      HostArray value = constant(i);
      if (i < from || i >= to || !has(i)) {
        sources.add(frame -> null);
      } else if (value != null) {
        sources.add(frame -> value);
      } else {
        String name = node.inputs().get(i);
        check(
            values.isArray(name),
            "'"
                + name
                + "' is computed from the picture's values, expected"
                + " a constant or something computed from its shape");
        sources.add(frame -> frame.array(name));
      }
    }
    return frame -> {
      List<@Nullable HostArray> arrays = new ArrayList<>();
      sources.forEach(source -> arrays.add(source.apply(frame)));
      return arrays;
    };
  }
}
