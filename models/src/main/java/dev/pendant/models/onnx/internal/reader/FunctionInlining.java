package dev.pendant.models.onnx.internal.reader;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.pendant.models.ModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bodies of a model's own functions where they are called. A body's nodes and values get
 * the call's name in front, so that two calls stay apart and a function becomes a module.
 */
final class FunctionInlining {

  private static final int DEEPEST = 32;

  /**
   * A node of the flat graph, with the versions of the operators that hold for it.
   *
   * @param node free of functions and of references to a function's attributes
   */
  record Inlined(NodeProto node, Map<String, Integer> opsets) {}

  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final List<Inlined> flat = new ArrayList<>();
  private final int mostNodes;

  private FunctionInlining(ModelProto model, int mostNodes) {
    this.mostNodes = mostNodes;
    for (FunctionProto function : model.getFunctionsList()) {
      functions.put(
          key(function.getDomain(), function.getName(), function.getOverload()), function);
    }
  }

  /**
   * @param opsets of the model
   * @throws ModelException if functions call each other without end, or there are too many nodes
   */
  static List<Inlined> flatten(ModelProto model, Map<String, Integer> opsets, int mostNodes) {
    FunctionInlining inlining = new FunctionInlining(model, mostNodes);
    for (NodeProto node : model.getGraph().getNodeList()) {
      inlining.add(node, opsets, 0);
    }
    return inlining.flat;
  }

  private static String key(String domain, String name, String overload) {
    return domain + ":" + name + ":" + overload;
  }

  private void add(NodeProto node, Map<String, Integer> opsets, int depth) {
    FunctionProto function =
        functions.get(key(node.getDomain(), node.getOpType(), node.getOverload()));
    if (function == null) {
      if (flat.size() >= mostNodes) {
        throw new ModelException("has more than " + mostNodes + " nodes, functions expanded");
      }
      flat.add(new Inlined(node, opsets));
      return;
    }
    if (depth >= DEEPEST) {
      throw new ModelException(
          "its functions call each other more than "
              + DEEPEST
              + " deep, at '"
              + function.getName()
              + "'; the file is damaged");
    }
    Call call = new Call(node, function, flat.size());
    Map<String, Integer> own = opsets(function, opsets);
    for (NodeProto inner : function.getNodeList()) {
      add(call.adapted(inner), own, depth + 1);
    }
  }

  /** What the function imports holds for its body. */
  private static Map<String, Integer> opsets(FunctionProto function, Map<String, Integer> outer) {
    Map<String, Integer> own = new HashMap<>(outer);
    for (OperatorSetIdProto opset : function.getOpsetImportList()) {
      own.put(OnnxReader.domain(opset.getDomain()), OnnxReader.version(opset));
    }
    return own;
  }

  /** One call of a function: what its body's names and attributes stand for. */
  private static final class Call {

    private final String prefix;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeProto> attributes = new LinkedHashMap<>();

    Call(NodeProto node, FunctionProto function, int index) {
      String name = node.getName().isEmpty() ? function.getName() + "_" + index : node.getName();
      prefix = name + "/";
      if (node.getInputCount() > function.getInputCount()
          || node.getOutputCount() > function.getOutputCount()) {
        throw new ModelException(
            "calls its function '"
                + function.getName()
                + "' with "
                + node.getInputCount()
                + " inputs and "
                + node.getOutputCount()
                + " outputs, expected at most "
                + function.getInputCount()
                + " and "
                + function.getOutputCount());
      }
      for (int i = 0; i < function.getInputCount(); i++) {
        names.put(function.getInput(i), i < node.getInputCount() ? node.getInput(i) : "");
      }
      for (int i = 0; i < function.getOutputCount(); i++) {
        boolean used = i < node.getOutputCount() && !node.getOutput(i).isEmpty();
        String inner = function.getOutput(i);
        names.put(inner, used ? node.getOutput(i) : prefix + inner);
      }
      function.getAttributeProtoList().forEach(value -> attributes.put(value.getName(), value));
      node.getAttributeList().forEach(value -> attributes.put(value.getName(), value));
    }

    private String name(String inner) {
      return inner.isEmpty() ? inner : names.getOrDefault(inner, prefix + inner);
    }

    NodeProto adapted(NodeProto inner) {
      NodeProto.Builder node = inner.toBuilder();
      node.setName(
          inner.getName().isEmpty() ? prefix + inner.getOpType() : prefix + inner.getName());
      node.clearInput().clearOutput().clearAttribute();
      inner.getInputList().forEach(value -> node.addInput(name(value)));
      inner.getOutputList().forEach(value -> node.addOutput(name(value)));
      for (AttributeProto attribute : inner.getAttributeList()) {
        AttributeProto value = resolved(attribute);
        if (value != null) {
          node.addAttribute(value);
        }
      }
      return node.build();
    }

    /** Null where it refers to an attribute that the call leaves out. */
    private @Nullable AttributeProto resolved(AttributeProto attribute) {
      if (attribute.getRefAttrName().isEmpty()) {
        return attribute;
      }
      AttributeProto value = attributes.get(attribute.getRefAttrName());
      return value == null ? null : value.toBuilder().setName(attribute.getName()).build();
    }
  }
}
