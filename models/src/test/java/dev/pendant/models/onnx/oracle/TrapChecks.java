package dev.pendant.models.onnx.oracle;

import static dev.pendant.models.onnx.oracle.Draft.integer;
import static dev.pendant.models.onnx.oracle.Draft.list;
import static dev.pendant.models.onnx.oracle.Draft.number;
import static dev.pendant.models.onnx.oracle.Draft.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.onnx.oracle.Onnxruntime.Array;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the operators' versions differ in, and what is easily read wrongly: a graph for each. */
abstract class TrapChecks extends OracleChecks {

  private static final double TOLERANCE = 2e-5;

  /** A graph of one opset for inputs of one shape. */
  private record Trap(String name, int opset, long[] shape, Function<Draft, String> adds) {}

  private final List<Trap> traps = new ArrayList<>();

  private void trap(String name, int opset, Function<Draft, String> adds, long... shape) {
    traps.add(new Trap(name, opset, shape, adds));
  }

  @TestFactory
  List<DynamicTest> everyTrapAnswersAsOnnxruntimeDoes() {
    windows();
    normalisation();
    borders();
    sizes();
    selection();
    products();
    return traps.stream()
        .map(trap -> DynamicTest.dynamicTest(trap.name, () -> check(trap)))
        .toList();
  }

  private void windows() {
    trap(
        "Conv of one axis, asymmetric pads",
        11,
        d ->
            d.node(
                "Conv",
                List.of("x", d.floats(-1, 1, 4, 1, 3), d.floats(-1, 1, 4)),
                integer("group", 2),
                list("pads", 2, 0),
                list("strides", 2)),
        2,
        2,
        7);
    trap(
        "Conv of three axes, dilated along the first",
        13,
        d ->
            d.node(
                "Conv",
                List.of("x", d.floats(-1, 1, 3, 2, 2, 3, 1), d.floats(-1, 1, 3)),
                list("dilations", 2, 1, 1),
                list("pads", 1, 1, 0, 0, 1, 0)),
        1,
        2,
        4,
        5,
        3);
    trap(
        "ConvTranspose with output_shape, the odd one before",
        11,
        d ->
            d.node(
                "ConvTranspose",
                List.of("x", d.floats(-1, 1, 2, 3, 3, 3)),
                list("strides", 2, 2),
                list("output_shape", 8, 8)),
        1,
        2,
        4,
        4);
    trap(
        "ConvTranspose with output_padding, groups and dilation",
        22,
        d ->
            d.node(
                "ConvTranspose",
                List.of("x", d.floats(-1, 1, 4, 2, 2, 3), d.floats(-1, 1, 4)),
                integer("group", 2),
                list("strides", 3, 2),
                list("output_padding", 2, 1),
                list("dilations", 1, 2),
                list("pads", 0, 1, 1, 0)),
        2,
        4,
        3,
        3);
    trap(
        "ConvTranspose SAME_UPPER of one axis",
        14,
        d ->
            d.node(
                "ConvTranspose",
                List.of("x", d.floats(-1, 1, 2, 1, 3)),
                list("strides", 2),
                text("auto_pad", "SAME_UPPER")),
        1,
        2,
        5);
    trap(
        "MaxPool with ceil_mode leaves out windows that start in the padding",
        22,
        d ->
            d.node(
                "MaxPool",
                "x",
                list("kernel_shape", 2, 2),
                list("strides", 3, 2),
                list("pads", 1, 1, 1, 1),
                integer("ceil_mode", 1)),
        1,
        2,
        6,
        5);
    trap(
        "MaxPool padded by more than half its window",
        12,
        d -> d.node("MaxPool", "x", list("kernel_shape", 3, 2), list("pads", 2, 1, 2, 1)),
        1,
        2,
        4,
        4);
    trap(
        "MaxPool of three axes with dilations",
        12,
        d -> d.node("MaxPool", "x", list("kernel_shape", 2, 2, 2), list("dilations", 2, 1, 2)),
        1,
        2,
        4,
        4,
        5);
    trap(
        "AveragePool with dilations",
        19,
        d ->
            d.node(
                "AveragePool",
                "x",
                list("kernel_shape", 2, 3),
                list("dilations", 2, 1),
                list("pads", 1, 1, 0, 1)),
        1,
        2,
        6,
        5);
    trap(
        "AveragePool of one axis, padding counted",
        11,
        d ->
            d.node(
                "AveragePool",
                "x",
                list("kernel_shape", 3),
                list("pads", 1, 1),
                integer("count_include_pad", 1)),
        2,
        3,
        6);
    trap("GlobalMaxPool of one axis", 7, d -> d.node("GlobalMaxPool", "x"), 2, 3, 5);
  }

  private void normalisation() {
    trap(
        "LRN divides alpha by the size",
        13,
        d -> d.node("LRN", "x", integer("size", 3), number("alpha", 0.5), number("bias", 2)),
        1,
        6,
        3,
        3);
    trap(
        "InstanceNormalization",
        7,
        d ->
            d.node(
                "InstanceNormalization",
                List.of("x", d.floats(0, 1, 3), d.floats(-1, 1, 3)),
                number("epsilon", 1e-3)),
        2,
        3,
        4,
        4);
    trap(
        "GroupNormalization with a scale per group, opset 18",
        18,
        d ->
            d.node(
                "GroupNormalization",
                List.of("x", d.floats(0, 1, 2), d.floats(-1, 1, 2)),
                integer("num_groups", 2)),
        2,
        4,
        3,
        3);
    trap(
        "GroupNormalization with a scale per channel, opset 21",
        21,
        d ->
            d.node(
                "GroupNormalization",
                List.of("x", d.floats(0, 1, 4), d.floats(-1, 1, 4)),
                integer("num_groups", 2)),
        2,
        4,
        3,
        3);
    trap(
        "PRelu with a slope per channel",
        9,
        d -> d.node("PRelu", List.of("x", d.floats(0, 1, 3, 1, 1))),
        2,
        3,
        4,
        4);
  }

  private void borders() {
    for (String mode : List.of("reflect", "edge")) {
      trap(
          "Pad " + mode,
          11,
          d -> d.node("Pad", List.of("x", d.integers(0, 0, 2, 1, 0, 0, 1, 3)), text("mode", mode)),
          1,
          2,
          4,
          5);
    }
    trap(
        "Pad wrap",
        19,
        d -> d.node("Pad", List.of("x", d.integers(0, 0, 2, 1, 0, 0, 1, 3)), text("mode", "wrap")),
        1,
        2,
        4,
        5);
    trap(
        "Pad of batch and channels, negative ones cut",
        13,
        d -> d.node("Pad", List.of("x", d.integers(1, -1, 0, 0, 2, -1), d.floats(2, 3))),
        2,
        4,
        3);
  }

  private void sizes() {
    for (String mode : List.of("nearest", "linear", "cubic")) {
      for (String coordinates :
          List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
        trap(
            "Resize " + mode + ", " + coordinates,
            13,
            d ->
                d.node(
                    "Resize",
                    List.of("x", "", "", d.integers(1, 2, 7, 1)),
                    text("mode", mode),
                    text("coordinate_transformation_mode", coordinates)),
            1,
            2,
            4,
            5);
      }
    }
    trap(
        "Resize by scales in opset 10",
        10,
        d -> d.node("Resize", List.of("x", d.floats(new float[] {1, 1, 2, 3}, 4))),
        1,
        2,
        3,
        3);
    trap(
        "Resize of named axes, not larger",
        18,
        d ->
            d.node(
                "Resize",
                List.of("x", "", "", d.integers(7, 8)),
                list("axes", 2, 3),
                text("keep_aspect_ratio_policy", "not_larger")),
        1,
        2,
        4,
        3);
    trap(
        "Upsample by attribute",
        7,
        d -> d.node("Upsample", "x", text("mode", "linear"), Draft.numbers("scales", 1, 1, 2, 2)),
        1,
        2,
        3,
        4);
    trap(
        "Upsample by input",
        9,
        d -> d.node("Upsample", List.of("x", d.floats(new float[] {1, 1, 2, 3}, 4))),
        1,
        2,
        3,
        4);
  }

  private void selection() {
    trap(
        "ScatterND of whole rows and of single entries",
        16,
        d ->
            d.node(
                "ScatterND",
                List.of(
                    d.node(
                        "ScatterND",
                        List.of(
                            "x", d.integersOf(new long[] {2, -4}, 2, 1), d.floats(-1, 1, 2, 3))),
                    d.integersOf(new long[] {1, 2, 3, 0}, 2, 2),
                    d.floats(-1, 1, 2))),
        4,
        3);
    trap(
        "GatherND with batch_dims",
        12,
        d ->
            d.node(
                "GatherND",
                List.of("x", d.integersOf(new long[] {1, -1}, 2, 1)),
                integer("batch_dims", 1)),
        2,
        3,
        4);
    trap(
        "Where with a mask that comes from the values",
        9,
        d -> {
          String mask = d.node("Not", d.node("Greater", List.of("x", d.floats(0, 0))));
          return d.node("Where", List.of(mask, d.floats(-1, 1, 3), "x"));
        },
        2,
        3);
    trap(
        "Where against minus infinity",
        16,
        d ->
            d.node(
                "Softmax",
                d.node(
                    "Where",
                    List.of(
                        d.node("Equal", List.of(d.integers(0, 1, 0), d.integers(1, 1, 1))),
                        "x",
                        d.floats(new float[] {Float.NEGATIVE_INFINITY})))),
        2,
        3);
    trap(
        "ConstantOfShape is float 0 by default",
        9,
        d -> d.node("Add", List.of("x", d.node("ConstantOfShape", d.node("Shape", "x")))),
        2,
        3);
    for (int fmod = 0; fmod < 2; fmod++) {
      int flag = fmod;
      trap(
          "Mod of negatives, fmod " + fmod,
          13,
          d -> {
            String rest =
                d.node("Mod", List.of(d.integers(-7, 7, -1), d.integers(3)), integer("fmod", flag));
            return d.node("Add", List.of("x", d.node("Cast", rest, integer("to", 1))));
          },
          2,
          3);
    }
    trap(
        "CastLike",
        19,
        d -> d.node("Add", List.of("x", d.node("CastLike", List.of(d.integers(1, 2, 3), "x")))),
        2,
        3);
    trap(
        "SequenceAt of a split into chunks",
        11,
        d ->
            d.node(
                "SequenceAt",
                List.of(
                    d.node(
                        "SplitToSequence",
                        List.of("x", d.integersOf(new long[] {2})),
                        integer("axis", 1)),
                    d.integersOf(new long[] {2}))),
        2,
        5);
    trap(
        "DepthToSpace, columns and depth first",
        11,
        d ->
            d.node(
                "Add",
                List.of(
                    d.node("DepthToSpace", "x", integer("blocksize", 2), text("mode", "CRD")),
                    d.node("DepthToSpace", "x", integer("blocksize", 2)))),
        1,
        8,
        2,
        3);
  }

  private void products() {
    // The two of MaxViT: queries times keys, weights times values.
    trap(
        "Einsum of queries and keys",
        13,
        d ->
            d.node(
                "Einsum",
                List.of("x", d.floats(-1, 1, 2, 2, 3, 5, 4)),
                text("equation", "B G H I D, B G H J D -> B G H I J")),
        2,
        2,
        3,
        5,
        4);
    trap(
        "Einsum of weights and values",
        13,
        d ->
            d.node(
                "Einsum",
                List.of("x", d.floats(-1, 1, 2, 2, 3, 5, 4)),
                text("equation", "B G H I J, B G H J D -> B G H I D")),
        2,
        2,
        3,
        5,
        5);
    trap(
        "Attention causal, with shared heads",
        23,
        d ->
            d.node(
                "Attention",
                List.of("x", d.floats(-1, 1, 1, 2, 5, 4), d.floats(-1, 1, 1, 2, 5, 3)),
                integer("is_causal", 1)),
        1,
        4,
        5,
        4);
    trap(
        "Attention with a mask of booleans",
        23,
        d ->
            d.node(
                "Attention",
                List.of(
                    "x",
                    d.floats(-1, 1, 1, 2, 3, 4),
                    d.floats(-1, 1, 1, 2, 3, 4),
                    d.node(
                        "Equal",
                        List.of(
                            d.integersOf(new long[] {1, 0, 1, 0, 1, 1}, 2, 3), d.integers(1))))),
        1,
        2,
        2,
        4);
    trap(
        "ReduceL2 with axes by attribute",
        13,
        d -> d.node("ReduceL2", "x", list("axes", -1), integer("keepdims", 1)),
        2,
        3,
        4);
    trap(
        "ReduceL2 with axes by input",
        18,
        d -> d.node("ReduceL2", List.of("x", d.integers(1)), integer("keepdims", 0)),
        2,
        3,
        4);
    trap(
        "ReduceSum with axes by attribute",
        11,
        d -> d.node("ReduceSum", "x", list("axes", 1)),
        2,
        3,
        4);
    trap(
        "MatMul by a vector", 13, d -> d.node("MatMul", List.of("x", d.floats(-1, 1, 4))), 2, 3, 4);
  }

  private void check(Trap trap) {
    Draft draft = new Draft(new Random(7), trap.opset, trap.shape, true);
    // Scaled, so that no softmax is last: that would be taken off.
    String y = draft.node("Mul", List.of(trap.adds.apply(draft), draft.floats(1.5, 1.5)));
    byte[] model = draft.model(y).toByteArray();
    float[] values = new float[(int) Arrays.stream(trap.shape).reduce(1, (a, b) -> a * b)];
    Random random = new Random(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Array expected =
        Objects.requireNonNull(
            Onnxruntime.run(model, new Array(values, trap.shape)), "onnxruntime refuses it");
    try (OnnxModel loaded = OnnxModels.load(model, trap.name, backend());
        Scope scope = Scope.open()) {
      Tensor output = loaded.call(Tensor.of(backend(), values, trap.shape));
      assertThat(output.shape().toArray()).isEqualTo(expected.shape());
      assertThat(Gradients.difference(output.toFloatArray(), expected.values(), TOLERANCE, "y"))
          .isNull();
    }
  }
}
