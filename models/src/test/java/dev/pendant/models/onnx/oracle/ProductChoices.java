package dev.pendant.models.onnx.oracle;

import static dev.pendant.models.onnx.oracle.Draft.integer;
import static dev.pendant.models.onnx.oracle.Draft.list;
import static dev.pendant.models.onnx.oracle.Draft.number;
import static dev.pendant.models.onnx.oracle.Draft.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/** Products, reductions and probabilities. */
final class ProductChoices {

  private ProductChoices() {}

  static List<Choice> all() {
    List<Choice> all = new ArrayList<>();
    all.add(Choice.of("Gemm", (d, x) -> x.rank() == 2, ProductChoices::gemm));
    all.add(Choice.of("MatMul", (d, x) -> x.rank() >= 1, ProductChoices::matMul));
    all.add(
        Choice.of(
            "MatMul with itself",
            (d, x) -> x.rank() >= 2,
            (d, x) -> d.node("MatMul", List.of(x.name(), swapped(d, x)))));
    all.add(Choice.of("Einsum", (d, x) -> x.rank() >= 2, ProductChoices::einsum).since(12));
    all.add(Choice.of("Attention", (d, x) -> x.rank() == 4, ProductChoices::attention).since(23));
    all.add(
        Choice.of("Attention of 3", (d, x) -> x.rank() == 3, ProductChoices::flatAttention)
            .since(23));
    for (String type : List.of("ReduceMean", "ReduceSum", "ReduceL1", "ReduceSumSquare")) {
      all.add(Choice.of(type, (d, x) -> x.rank() >= 1, (d, x) -> reduced(d, x, type)));
    }
    all.add(Choice.of("ReduceL2", (d, x) -> x.rank() >= 1, (d, x) -> reduced(d, x, "ReduceL2")));
    for (String type : List.of("ReduceMax", "ReduceMin")) {
      all.add(Choice.of(type, (d, x) -> x.rank() >= 1, (d, x) -> reduced(d, x, type)).picking());
    }
    for (String type : List.of("Softmax", "LogSoftmax")) {
      all.add(Choice.of(type, (d, x) -> x.rank() >= 2, (d, x) -> probabilities(d, x, type)));
    }
    return all;
  }

  private static String gemm(Draft draft, Value x) {
    boolean transA = draft.random.nextInt(4) == 0;
    boolean transB = draft.maybe();
    long in = x.extent(transA ? 0 : 1);
    long rows = x.extent(transA ? 1 : 0);
    long out = draft.between(1, 4);
    List<String> inputs =
        new ArrayList<>(
            List.of(
                x.name(), transB ? draft.floats(-1, 1, out, in) : draft.floats(-1, 1, in, out)));
    boolean bias = draft.opset < 11 || draft.maybe();
    if (bias) {
      inputs.add(
          switch (draft.random.nextInt(5)) {
            case 0 -> draft.floats(-1, 1, 1, out);
            case 1 -> draft.floats(-1, 1, rows, 1);
            case 2 -> draft.floats(-1, 1, 1);
            default -> draft.floats(-1, 1, out);
          });
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(integer("transA", transA ? 1 : 0));
    attributes.add(integer("transB", transB ? 1 : 0));
    if (draft.maybe()) {
      attributes.add(number("alpha", 0.5));
      attributes.add(number("beta", draft.oneOf(0.0, 0.25)));
    }
    return draft.node("Gemm", inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static String matMul(Draft draft, Value x) {
    long in = x.extent(-1);
    return switch (draft.random.nextInt(x.rank() >= 2 ? 4 : 2)) {
      case 0 -> draft.node("MatMul", List.of(x.name(), draft.floats(-1, 1, in)));
      case 1 ->
          draft.node("MatMul", List.of(x.name(), draft.floats(-1, 1, 2, in, draft.between(1, 3))));
      case 2 -> draft.node("MatMul", List.of(draft.floats(-1, 1, 2, x.extent(-2)), x.name()));
      default -> draft.node("MatMul", List.of(x.name(), draft.floats(-1, 1, in, 3)));
    };
  }

  private static String swapped(Draft draft, Value x) {
    long[] order = new long[x.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    order[order.length - 1] = order.length - 2;
    order[order.length - 2] = order.length - 1;
    return draft.node("Transpose", x.name(), list("perm", order));
  }

  private static String einsum(Draft draft, Value x) {
    String labels = "bhijk".substring(0, x.rank());
    char last = labels.charAt(labels.length() - 1);
    String lead = labels.substring(0, labels.length() - 1);
    return switch (draft.random.nextInt(5)) {
      case 0 ->
          draft.node(
              "Einsum",
              List.of(x.name(), draft.floats(-1, 1, x.extent(-1), 2)),
              text("equation", labels + "," + last + "z->" + lead + "z"));
      // Queries times keys, over all but the rows.
      case 1 ->
          draft.node(
              "Einsum",
              List.of(x.name(), x.name()),
              text(
                  "equation",
                  labels
                      + ", "
                      + lead.substring(0, lead.length() - 1)
                      + "y"
                      + last
                      + " -> "
                      + lead
                      + "y"));
      case 2 ->
          draft.node("Einsum", x.name(), text("equation", labels + "->" + last + lead.charAt(0)));
      case 3 ->
          draft.node(
              "Einsum",
              List.of(x.name(), draft.floats(-1, 1, x.extent(0))),
              text("equation", labels + "," + labels.charAt(0)));
      default ->
          draft.node(
              "Einsum",
              List.of(x.name(), draft.floats(-1, 1, x.extent(-1), 2), draft.floats(-1, 1, 2, 3)),
              text("equation", labels + "," + last + "y,yz->" + lead + "z"));
    };
  }

  private static String attention(Draft draft, Value x) {
    long n = x.extent(0);
    long width = x.extent(3);
    long heads = x.extent(1);
    long length = draft.between(1, 3);
    long shared = heads % 2 == 0 && draft.maybe() ? heads / 2 : heads;
    List<String> inputs =
        new ArrayList<>(
            List.of(
                x.name(),
                draft.floats(-1, 1, n, shared, length, width),
                draft.floats(-1, 1, n, shared, length, 2)));
    List<AttributeProto> attributes = new ArrayList<>();
    boolean masked = draft.maybe();
    if (masked) {
      inputs.add(draft.floats(-1, 1, x.extent(2), length));
    }
    if (!masked && draft.maybe()) {
      attributes.add(integer("is_causal", 1));
    }
    if (draft.maybe()) {
      attributes.add(number("scale", 0.4));
    }
    return draft.node("Attention", inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static String flatAttention(Draft draft, Value x) {
    long n = x.extent(0);
    long heads = x.extent(2) % 2 == 0 ? 2 : 1;
    return draft.node(
        "Attention",
        List.of(
            x.name(), draft.floats(-1, 1, n, 3, x.extent(2)), draft.floats(-1, 1, n, 3, 2 * heads)),
        integer("q_num_heads", heads),
        integer("kv_num_heads", heads));
  }

  private static String reduced(Draft draft, Value x, String type) {
    List<AttributeProto> attributes = new ArrayList<>();
    List<String> inputs = new ArrayList<>(List.of(x.name()));
    if (draft.maybe()) {
      attributes.add(integer("keepdims", draft.between(0, 1)));
    }
    if (draft.random.nextInt(4) > 0) {
      long axis = draft.axis(x.rank());
      boolean asInput = draft.opset >= (type.equals("ReduceSum") ? 13 : 18);
      if (asInput) {
        inputs.add(draft.integers(axis));
      } else {
        attributes.add(list("axes", axis));
      }
    }
    return draft.node(type, inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static String probabilities(Draft draft, Value x, String type) {
    return draft.maybe()
        ? draft.node(type, x.name())
        : draft.node(type, x.name(), integer("axis", draft.axis(x.rank())));
  }
}
