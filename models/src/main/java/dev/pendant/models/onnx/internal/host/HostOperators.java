package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.ElementType;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operators that exporters compute shapes and indices with, by ONNX name. They never touch a
 * backend and never come on the tape.
 */
public final class HostOperators {

  private static final Map<String, HostOperator> TABLE = table();
  private static final Set<String> COMPARISONS =
      Set.of("Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual");

  private HostOperators() {}

  private static Map<String, HostOperator> table() {
    Map<String, HostOperator> rows = new HashMap<>();
    rows.put("Constant", HostOperators::constant);
    rows.put("ConstantOfShape", HostOperators::constantOfShape);
    rows.put("Identity", (attributes, in) -> first(in));
    rows.put("Cast", HostOperators::cast);
    rows.put("CastLike", (attributes, in) -> cast(first(in), input(in, 1).type()));
    rows.put("Range", HostOperators::range);
    rows.put("Shape", (attributes, in) -> extents(attributes, first(in).shape()));
    rows.put("Size", (attributes, in) -> HostArray.scalar(first(in).size()));
    rows.putAll(HostArithmetic.rows());
    rows.putAll(HostViews.rows());
    rows.putAll(HostSelection.rows());
    rows.putAll(HostReductions.rows());
    return Map.copyOf(rows);
  }

  public static boolean has(OnnxNode node) {
    return node.domain().isEmpty()
        && TABLE.containsKey(node.type())
        && node.outputs().stream().skip(1).allMatch(String::isEmpty);
  }

  /**
   * @throws ModelException naming the node, if the inputs do not fit it
   */
  public static HostArray apply(OnnxNode node, List<@Nullable HostArray> inputs) {
    HostOperator operator = TABLE.get(node.type());
    if (operator == null) {
      throw node.refuse("is not computed on the host");
    }
    try {
      return operator.apply(node.attributes(), inputs);
    } catch (ModelException | ArithmeticException e) {
      throw node.refuse(String.valueOf(e.getMessage()));
    }
  }

  public static HostArray first(List<@Nullable HostArray> inputs) {
    return input(inputs, 0);
  }

  public static HostArray input(List<@Nullable HostArray> inputs, int at) {
    HostArray array = at < inputs.size() ? inputs.get(at) : null;
    if (array == null) {
      throw new ModelException("lacks input " + at);
    }
    return array;
  }

  /** Integers from the attribute (older opsets) or the input (newer ones); null if neither. */
  public static long @Nullable [] integers(
      OnnxAttributes attributes, List<@Nullable HostArray> inputs, String attribute, int at) {
    long[] fixed = attributes.integers(attribute);
    HostArray array = at < inputs.size() ? inputs.get(at) : null;
    return fixed != null || array == null ? fixed : array.integers();
  }

  /**
   * Whether a node compares, and so makes booleans, which have no gradient: it runs on the host
   * where its inputs are tensors, too.
   */
  public static boolean compares(OnnxNode node) {
    return has(node) && COMPARISONS.contains(node.type());
  }

  /** Whether a node needs only its input's shape, even where that is a tensor. */
  public static boolean readsShape(OnnxNode node) {
    return has(node) && (node.type().equals("Shape") || node.type().equals("Size"));
  }

  /** The answer of such a node; Shape may ask for a part since opset 15. */
  public static HostArray ofShape(OnnxNode node, Shape shape) {
    return node.type().equals("Size")
        ? HostArray.scalar(shape.elements())
        : extents(node.attributes(), shape);
  }

  private static HostArray extents(OnnxAttributes attributes, Shape shape) {
    SliceRange range =
        SliceRange.of(
            attributes.integer("start", 0),
            attributes.integer("end", shape.rank()),
            1,
            shape.rank());
    return HostArray.integers(
        DType.INT64, Shape.of(range.count()), i -> shape.get((int) range.start() + i));
  }

  private static HostArray constant(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    OnnxAttributes from = attributes;
    HostArray tensor = from.tensor("value");
    if (tensor != null) {
      return tensor;
    }
    long[] integers = from.integers("value_ints");
    float[] numbers = from.numbers("value_floats");
    if (integers != null) {
      return HostArray.vector(integers);
    } else if (numbers != null) {
      return HostArray.of(Shape.of(numbers.length), numbers);
    } else if (from.has("value_int")) {
      return HostArray.scalar(from.integer("value_int", 0));
    } else if (from.has("value_float")) {
      float number = (float) from.number("value_float", 0);
      return HostArray.of(Shape.of(), new float[] {number});
    }
    throw new ModelException("expected a numeric value, has " + from.names());
  }

  private static HostArray constantOfShape(
      OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    Shape shape = extents(first(inputs).integers());
    HostArray value = attributes.tensor("value");
    return value == null
        ? HostArray.numbers(DType.FLOAT32, shape, i -> 0)
        : value.withShape(Shape.of(1)).pick(shape, i -> 0);
  }

  /** A shape from values that were computed. */
  public static Shape extents(long[] extents) {
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    }
  }

  private static HostArray cast(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    return cast(first(inputs), ElementType.of(attributes.integer("to", 0), "the target").type());
  }

  private static HostArray cast(HostArray x, DType to) {
    return switch (to) {
      case FLOAT32, FLOAT64 -> HostArray.numbers(to, x.shape(), x::number);
      case INT64 -> HostArray.integers(to, x.shape(), x::integer);
      case BOOL -> HostArray.integers(to, x.shape(), i -> x.number(i) == 0 ? 0 : 1);
    };
  }

  private static HostArray range(OnnxAttributes attributes, List<@Nullable HostArray> inputs) {
    HostArray from = first(inputs);
    double start = from.single();
    double step = input(inputs, 2).single();
    double count = Math.ceil((input(inputs, 1).single() - start) / step);
    Shape shape = Shape.of(count > 0 ? (long) Math.min(count, Integer.MAX_VALUE) : 0);
    return from.type().isFloating()
        ? HostArray.numbers(from.type(), shape, i -> start + i * step)
        : HostArray.integers(DType.INT64, shape, i -> (long) start + i * (long) step);
  }
}
