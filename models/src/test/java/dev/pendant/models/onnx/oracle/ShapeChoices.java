package dev.pendant.models.onnx.oracle;

import static dev.pendant.models.onnx.oracle.Draft.integer;
import static dev.pendant.models.onnx.oracle.Draft.list;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that move values, choose among them, and compute shapes. */
final class ShapeChoices {

  private static final int AXES_AS_INPUT = 13;

  private ShapeChoices() {}

  static List<Choice> all() {
    List<Choice> all = new ArrayList<>();
    all.add(
        Choice.of(
            "Flatten",
            (d, x) -> d.node("Flatten", x.name(), integer("axis", d.between(0, x.rank())))));
    all.add(Choice.of("Reshape", ShapeChoices::reshape));
    all.add(Choice.of("Reshape by Shape", (d, x) -> x.rank() >= 2, ShapeChoices::reshapeByShape));
    all.add(
        Choice.of(
            "Transpose",
            (d, x) ->
                d.random.nextInt(4) == 0
                    ? d.node("Transpose", x.name())
                    : d.node("Transpose", x.name(), list("perm", d.shuffled(x.rank())))));
    all.add(Choice.of("Unsqueeze", (d, x) -> x.rank() <= 4, ShapeChoices::unsqueeze));
    all.add(Choice.of("Squeeze", ShapeChoices::isThin, ShapeChoices::squeeze));
    all.add(Choice.of("Slice", (d, x) -> x.rank() >= 1, ShapeChoices::slice));
    all.add(Choice.of("Split", ShapeChoices::hasPair, ShapeChoices::split));
    all.add(Choice.of("SequenceAt", ShapeChoices::hasPair, ShapeChoices::sequence).since(11));
    all.add(
        Choice.of("Gather", (d, x) -> x.rank() >= 1 && x.rank() <= 4, ShapeChoices::gather)
            .tying());
    all.add(Choice.of("Expand", (d, x) -> x.rank() <= 4, ShapeChoices::expand).since(8).tying());
    all.add(Choice.of("Concat", (d, x) -> x.rank() >= 1, ShapeChoices::concat));
    all.add(Choice.of("Concat twice", (d, x) -> x.rank() >= 1, ShapeChoices::twice).tying());
    all.add(Choice.of("ScatterND", (d, x) -> x.rank() >= 1, ShapeChoices::scatter).since(11));
    all.add(
        Choice.of("GatherND", (d, x) -> x.rank() >= 2, ShapeChoices::gatherTuples)
            .since(12)
            .tying());
    all.add(Choice.of("Where", ShapeChoices::where).since(9));
    all.add(Choice.of("Where greater", ShapeChoices::whereGreater).since(9));
    all.add(
        Choice.of("Range and Mod", (d, x) -> x.rank() >= 1, ShapeChoices::everyOther).since(11));
    all.add(Choice.of("ConstantOfShape", ShapeChoices::constantOfShape).since(9));
    return all;
  }

  private static boolean isThin(Draft draft, Value x) {
    return Arrays.stream(x.shape()).anyMatch(extent -> extent == 1);
  }

  private static boolean hasPair(Draft draft, Value x) {
    return x.rank() >= 1 && Arrays.stream(x.shape()).anyMatch(extent -> extent >= 2);
  }

  /** An axis of at least two entries. */
  private static int wideAxis(Draft draft, Value x) {
    int axis = draft.random.nextInt(x.rank());
    while (x.extent(axis) < 2) {
      axis = (axis + 1) % x.rank();
    }
    return axis;
  }

  private static String reshape(Draft draft, Value x) {
    List<Long> factors = new ArrayList<>();
    for (long extent : x.shape()) {
      if (extent % 2 == 0 && extent > 2 && draft.maybe() && x.rank() < 5) {
        factors.add(2L);
        factors.add(extent / 2);
      } else {
        factors.add(extent);
      }
    }
    long[] target = factors.stream().mapToLong(Long::longValue).toArray();
    if (target.length > 5) {
      target = x.shape().clone();
    }
    if (target.length > 0 && target[0] == x.extent(0) && draft.maybe()) {
      target[0] = 0;
    }
    if (target.length > 1 && draft.maybe()) {
      target[target.length - 1] = -1;
    }
    return draft.node("Reshape", List.of(x.name(), draft.integers(target)));
  }

  /** As exporters write {@code x.view(x.size(0), -1)} and {@code x.flatten(1)}. */
  private static String reshapeByShape(Draft draft, Value x) {
    String shape = draft.node("Shape", x.name());
    String batch = draft.node("Gather", List.of(shape, draft.integersOf(new long[] {0})));
    if (draft.maybe()) {
      String second = draft.node("Gather", List.of(shape, draft.integersOf(new long[] {1})));
      batch = draft.node("Mul", List.of(batch, second));
      batch = draft.node("Div", List.of(batch, second));
    }
    String row = unsqueezed(draft, batch, 0);
    String target = draft.node("Concat", List.of(row, draft.integers(-1)), integer("axis", 0));
    return draft.node("Reshape", List.of(x.name(), target));
  }

  private static String unsqueezed(Draft draft, String x, long... axes) {
    return draft.opset < AXES_AS_INPUT
        ? draft.node("Unsqueeze", x, list("axes", axes))
        : draft.node("Unsqueeze", List.of(x, draft.integers(axes)));
  }

  private static String unsqueeze(Draft draft, Value x) {
    return unsqueezed(draft, x.name(), draft.between(0, x.rank()));
  }

  private static String squeeze(Draft draft, Value x) {
    int axis = draft.random.nextInt(x.rank());
    while (x.extent(axis) != 1) {
      axis = (axis + 1) % x.rank();
    }
    if (draft.random.nextInt(4) == 0) {
      return draft.node("Squeeze", x.name());
    }
    return draft.opset < AXES_AS_INPUT
        ? draft.node("Squeeze", x.name(), list("axes", axis))
        : draft.node("Squeeze", List.of(x.name(), draft.integers(axis - x.rank())));
  }

  private static String slice(Draft draft, Value x) {
    int axis = draft.random.nextInt(x.rank());
    int extent = x.extent(axis);
    long start = draft.random.nextInt(extent);
    long end = draft.oneOf((long) extent, Long.MAX_VALUE, start + 1, -1L);
    if (draft.opset < 10) {
      return draft.node(
          "Slice", x.name(), list("starts", start), list("ends", end), list("axes", axis));
    }
    List<String> inputs =
        new ArrayList<>(
            List.of(x.name(), draft.integers(start), draft.integers(end), draft.integers(axis)));
    switch (draft.random.nextInt(3)) {
      case 0 -> inputs.add(draft.integers(2));
      case 1 -> {
        inputs.set(1, draft.integers(-1));
        inputs.set(2, draft.integers(draft.oneOf(Long.MIN_VALUE + 1, -(long) extent - 1)));
        inputs.add(draft.integers(-1));
      }
      default -> {}
    }
    return draft.node("Slice", inputs);
  }

  /** The parts in another order, or one of them. */
  private static String split(Draft draft, Value x) {
    int axis = wideAxis(draft, x);
    int extent = x.extent(axis);
    long first = draft.between(1, extent - 1);
    long[] sizes = {first, extent - first};
    List<AttributeProto> attributes = new ArrayList<>(List.of(integer("axis", axis)));
    List<String> inputs = new ArrayList<>(List.of(x.name()));
    boolean equal = draft.maybe() && (extent % 2 == 0 || draft.opset >= 18);
    if (equal && draft.opset >= 18) {
      attributes.add(integer("num_outputs", 2));
    } else if (!equal && draft.opset < AXES_AS_INPUT) {
      attributes.add(list("split", sizes));
    } else if (!equal) {
      inputs.add(draft.integers(sizes));
    }
    List<String> parts = draft.nodes("Split", inputs, 2, attributes.toArray(AttributeProto[]::new));
    return draft.maybe()
        ? parts.get(1)
        : draft.node("Concat", List.of(parts.get(1), parts.get(0)), integer("axis", axis));
  }

  private static String sequence(Draft draft, Value x) {
    int axis = wideAxis(draft, x);
    List<String> inputs = new ArrayList<>(List.of(x.name()));
    List<AttributeProto> attributes = new ArrayList<>(List.of(integer("axis", axis)));
    long at = draft.between(0, 1);
    switch (draft.random.nextInt(3)) {
      case 0 -> {
        inputs.add(draft.integers(1, x.extent(axis) - 1));
        at = draft.oneOf(0L, 1L, -1L, -2L);
      }
      case 1 -> {
        long size = (x.extent(axis) + 1) / 2;
        inputs.add(draft.integersOf(new long[] {size}));
      }
      default -> attributes.add(integer("keepdims", draft.between(0, 1)));
    }
    String parts = draft.node("SplitToSequence", inputs, attributes.toArray(AttributeProto[]::new));
    return draft.node("SequenceAt", List.of(parts, draft.integersOf(new long[] {at})));
  }

  private static String gather(Draft draft, Value x) {
    int axis = draft.random.nextInt(x.rank());
    int extent = x.extent(axis);
    int rank = draft.between(0, 2);
    long[] shape = new long[rank];
    Arrays.setAll(shape, i -> draft.between(1, 2));
    long[] picked = new long[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    boolean negative = draft.opset >= 11;
    Arrays.setAll(picked, i -> draft.between(negative ? -extent : 0, extent - 1));
    return draft.node(
        "Gather", List.of(x.name(), draft.integersOf(picked, shape)), integer("axis", axis));
  }

  private static String expand(Draft draft, Value x) {
    long[] target = x.shape().clone();
    for (int i = 0; i < target.length; i++) {
      target[i] = target[i] == 1 ? draft.between(1, 3) : draft.maybe() ? 1 : target[i];
    }
    if (draft.maybe()) {
      long[] wider = new long[target.length + 1];
      wider[0] = 2;
      System.arraycopy(target, 0, wider, 1, target.length);
      target = wider;
    }
    return draft.node("Expand", List.of(x.name(), draft.integers(target)));
  }

  private static String concat(Draft draft, Value x) {
    int axis = draft.random.nextInt(x.rank());
    long[] shape = x.shape().clone();
    shape[axis] = draft.between(1, 2);
    String other = draft.floats(-1, 1, shape);
    List<String> inputs = draft.maybe() ? List.of(x.name(), other) : List.of(other, x.name());
    long stated = draft.opset >= 11 && draft.maybe() ? axis - x.rank() : axis;
    return draft.node("Concat", inputs, integer("axis", stated));
  }

  private static String twice(Draft draft, Value x) {
    return draft.node(
        "Concat",
        List.of(x.name(), draft.node("Neg", x.name()), x.name()),
        integer("axis", draft.random.nextInt(x.rank())));
  }

  private static String scatter(Draft draft, Value x) {
    int depth = draft.between(1, x.rank());
    int count = draft.between(1, Math.min(2, x.extent(0)));
    long[] indices = new long[count * depth];
    for (int i = 0; i < count; i++) {
      // Rows differ, since the order of writes is not defined.
      indices[i * depth] = i;
      for (int j = 1; j < depth; j++) {
        indices[i * depth + j] = draft.random.nextInt(x.extent(j));
      }
    }
    long[] shape = new long[1 + x.rank() - depth];
    shape[0] = count;
    System.arraycopy(x.shape(), depth, shape, 1, x.rank() - depth);
    return draft.node(
        "ScatterND",
        List.of(x.name(), draft.integersOf(indices, count, depth), draft.floats(-1, 1, shape)));
  }

  private static String gatherTuples(Draft draft, Value x) {
    int batch = draft.maybe() ? 0 : 1;
    int depth = draft.between(1, x.rank() - batch);
    int each = draft.between(1, 2);
    long[] shape = batch == 0 ? new long[] {each, depth} : new long[] {x.extent(0), each, depth};
    long[] indices = new long[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < indices.length; i++) {
      int extent = x.extent(batch + i % depth);
      indices[i] = draft.between(-extent, extent - 1);
    }
    return draft.node(
        "GatherND",
        List.of(x.name(), draft.integersOf(indices, shape)),
        integer("batch_dims", batch));
  }

  private static String where(Draft draft, Value x) {
    String condition = draft.booleans(ElementwiseChoices.suffix(draft, x));
    if (draft.maybe()) {
      condition = draft.node("Not", condition);
    }
    String other = draft.floats(-1, 1, ElementwiseChoices.suffix(draft, x));
    return draft.maybe()
        ? draft.node("Where", List.of(condition, x.name(), other))
        : draft.node("Where", List.of(condition, other, x.name()));
  }

  private static String whereGreater(Draft draft, Value x) {
    String other = draft.floats(-1, 1, ElementwiseChoices.suffix(draft, x));
    String condition = draft.node(draft.oneOf("Greater", "Less"), List.of(x.name(), other));
    String scaled = draft.node("Mul", List.of(x.name(), draft.floats(0.5, 0.9)));
    return draft.node("Where", List.of(condition, x.name(), scaled));
  }

  /** {@code where(arange(n) % 2 == 0, x, 0.5 x)}. */
  private static String everyOther(Draft draft, Value x) {
    String shape = draft.node("Shape", x.name());
    String last = draft.node("Gather", List.of(shape, draft.integersOf(new long[] {x.rank() - 1})));
    String counted =
        draft.node(
            "Range",
            List.of(draft.integersOf(new long[] {0}), last, draft.integersOf(new long[] {1})));
    String odd = draft.node("Mod", List.of(counted, draft.integersOf(new long[] {2})));
    String even = draft.node("Equal", List.of(odd, draft.integersOf(new long[] {0})));
    String half = draft.node("Mul", List.of(x.name(), draft.floats(0.5, 0.5)));
    return draft.node("Where", List.of(even, x.name(), half));
  }

  private static String constantOfShape(Draft draft, Value x) {
    String shape = draft.node("Shape", x.name());
    String zeros = draft.node("ConstantOfShape", shape);
    return draft.node(
        "Add", List.of(x.name(), draft.node("Add", List.of(zeros, draft.floats(0.2, 0.4)))));
  }
}
