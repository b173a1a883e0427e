package dev.pendant.models.onnx.oracle;

import static dev.pendant.models.onnx.oracle.Draft.integer;
import static dev.pendant.models.onnx.oracle.Draft.number;
import static dev.pendant.models.onnx.oracle.Draft.text;

import java.util.ArrayList;
import java.util.List;

/** Operators that work value by value. */
final class ElementwiseChoices {

  private ElementwiseChoices() {}

  static List<Choice> all() {
    List<Choice> all = new ArrayList<>();
    for (String type : List.of("Sigmoid", "Tanh", "Neg", "Softplus", "Identity")) {
      all.add(Choice.of(type, (draft, x) -> draft.node(type, x.name())));
    }
    all.add(Choice.of("Erf", (draft, x) -> draft.node("Erf", x.name())).since(9));
    for (String type : List.of("Relu", "Abs")) {
      all.add(Choice.of(type, (draft, x) -> draft.node(type, x.name())).tying());
    }
    all.add(
        Choice.of("HardSwish", (draft, x) -> draft.node("HardSwish", x.name())).since(14).tying());
    all.add(Choice.of("Exp", (draft, x) -> draft.node("Exp", draft.node("Tanh", x.name()))));
    for (String type : List.of("Log", "Sqrt", "Reciprocal")) {
      all.add(Choice.of(type, (draft, x) -> draft.node(type, positive(draft, x))));
    }
    all.add(
        Choice.of(
            "LeakyRelu",
            (d, x) ->
                d.maybe()
                    ? d.node("LeakyRelu", x.name())
                    : d.node("LeakyRelu", x.name(), number("alpha", d.between(1, 9) / 10.0))));
    all.add(
        Choice.of(
            "Elu",
            (d, x) ->
                d.maybe()
                    ? d.node("Elu", x.name())
                    : d.node("Elu", x.name(), number("alpha", 0.7))));
    all.add(
        Choice.of(
                "HardSigmoid",
                (d, x) ->
                    d.maybe()
                        ? d.node("HardSigmoid", x.name())
                        : d.node("HardSigmoid", x.name(), number("alpha", 1 / 6.0)))
            .tying());
    all.add(
        Choice.of(
                "Gelu",
                (d, x) ->
                    d.maybe()
                        ? d.node("Gelu", x.name())
                        : d.node("Gelu", x.name(), text("approximate", "tanh")))
            .since(20));
    all.add(
        Choice.of(
            "PRelu",
            (d, x) -> d.node("PRelu", List.of(x.name(), d.floats(0.1, 0.9, suffix(d, x))))));
    all.add(Choice.of("Clip", ElementwiseChoices::clip).tying());
    all.add(Choice.of("Dropout", ElementwiseChoices::dropout));
    all.add(Choice.of("Cast", (d, x) -> d.node("Cast", x.name(), integer("to", 1))));
    all.add(
        Choice.of("CastLike", (d, x) -> d.node("CastLike", List.of(x.name(), d.floats(0, 1, 1))))
            .since(15));
    for (String type : List.of("Add", "Sub", "Mul")) {
      all.add(Choice.of(type, (d, x) -> withConstant(d, x, type)));
    }
    all.add(
        Choice.of(
            "Div", (d, x) -> d.node("Div", List.of(x.name(), d.floats(0.5, 2, suffix(d, x))))));
    all.add(
        Choice.of("Div by", (d, x) -> d.node("Div", List.of(d.floats(0.5, 2), positive(d, x)))));
    all.add(
        Choice.of("Pow", (d, x) -> d.node("Pow", List.of(positive(d, x), d.floats(-1.5, 2.5)))));
    all.add(Choice.of("Pow 2", (d, x) -> d.node("Pow", List.of(x.name(), d.floats(2, 2)))));
    all.add(
        Choice.of(
                "Pow of an integer",
                (d, x) -> d.node("Pow", List.of(x.name(), d.integersOf(new long[] {2}))))
            .since(12));
    for (String type : List.of("Sum", "Mean")) {
      all.add(Choice.of(type, (d, x) -> variadic(d, x, type)));
    }
    for (String type : List.of("Max", "Min")) {
      all.add(Choice.of(type, (d, x) -> variadic(d, x, type)).tying().picking());
    }
    return all;
  }

  /** {@code |x| + 0.5}. */
  static String positive(Draft draft, Value x) {
    return draft.node(
        "Add", List.of(draft.node("Abs", x.name()), draft.floats(new float[] {0.5f})));
  }

  /** A shape that broadcasts to x: some leading axes away, some extents 1. */
  static long[] suffix(Draft draft, Value x) {
    int from = draft.random.nextInt(x.rank() + 1);
    long[] shape = new long[x.rank() - from];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = draft.maybe() ? 1 : x.shape()[from + i];
    }
    return shape;
  }

  private static String withConstant(Draft draft, Value x, String type) {
    String constant = draft.floats(-1, 1, suffix(draft, x));
    return draft.maybe()
        ? draft.node(type, List.of(x.name(), constant))
        : draft.node(type, List.of(constant, x.name()));
  }

  private static String variadic(Draft draft, Value x, String type) {
    List<String> inputs = new ArrayList<>(List.of(x.name()));
    int further = draft.between(0, 2);
    for (int i = 0; i < further; i++) {
      long[] shape = draft.opset >= 8 ? suffix(draft, x) : x.shape();
      inputs.add(draft.floats(-1, 1, shape));
    }
    return draft.node(type, inputs);
  }

  private static String clip(Draft draft, Value x) {
    boolean low = draft.maybe();
    boolean high = draft.maybe();
    if (draft.opset < 11) {
      return low
          ? draft.node("Clip", x.name(), number("min", -0.4))
          : draft.node("Clip", x.name(), number("min", -0.7), number("max", 0.5));
    }
    List<String> inputs = new ArrayList<>(List.of(x.name()));
    inputs.add(low ? draft.floats(-0.6, -0.1) : "");
    if (high) {
      inputs.add(draft.floats(0.1, 0.6));
    }
    return draft.node("Clip", inputs);
  }

  private static String dropout(Draft draft, Value x) {
    if (draft.opset < 12) {
      return draft.node("Dropout", x.name(), number("ratio", 0.5));
    }
    return draft.maybe()
        ? draft.node("Dropout", x.name())
        : draft.node("Dropout", List.of(x.name(), draft.floats(0.5, 0.5)));
  }
}
