package dev.pendant.models.onnx.oracle;

import static dev.pendant.models.onnx.oracle.Draft.integer;
import static dev.pendant.models.onnx.oracle.Draft.list;
import static dev.pendant.models.onnx.oracle.Draft.number;
import static dev.pendant.models.onnx.oracle.Draft.numbers;
import static dev.pendant.models.onnx.oracle.Draft.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Convolutions, pools, normalisation, resizing and borders. */
final class LayerChoices {

  private LayerChoices() {}

  static List<Choice> all() {
    List<Choice> all = new ArrayList<>();
    all.add(Choice.of("Conv", LayerChoices::isSpatial, LayerChoices::conv));
    all.add(
        Choice.of(
            "ConvTranspose",
            (d, x) -> x.rank() == 3 || x.rank() == 4,
            LayerChoices::convTranspose));
    all.add(Choice.of("MaxPool", LayerChoices::isSpatial, LayerChoices::maxPool).picking().tying());
    all.add(Choice.of("AveragePool", LayerChoices::isSpatial, LayerChoices::averagePool));
    all.add(
        Choice.of(
            "GlobalAveragePool",
            LayerChoices::isSpatial,
            (d, x) -> d.node("GlobalAveragePool", x.name())));
    all.add(
        Choice.of(
                "GlobalMaxPool",
                LayerChoices::isSpatial,
                (d, x) -> d.node("GlobalMaxPool", x.name()))
            .picking());
    all.add(Choice.of("BatchNormalization", (d, x) -> x.rank() >= 2, LayerChoices::batchNorm));
    all.add(
        Choice.of("InstanceNormalization", LayerChoices::isSpatial, LayerChoices::instanceNorm));
    all.add(
        Choice.of(
                "GroupNormalization",
                (d, x) -> isSpatial(d, x) && x.extent(1) % 2 == 0,
                LayerChoices::groupNorm)
            .since(21));
    all.add(
        Choice.of("LayerNormalization", (d, x) -> x.rank() >= 1, LayerChoices::layerNorm)
            .since(17));
    all.add(Choice.of("LRN", (d, x) -> x.rank() == 4, LayerChoices::lrn));
    all.add(Choice.of("Pad", LayerChoices::isSpatial, LayerChoices::pad).tying());
    all.add(Choice.of("Resize", (d, x) -> x.rank() == 4, LayerChoices::resize).since(10).tying());
    all.add(
        Choice.of("Upsample", (d, x) -> x.rank() == 4, LayerChoices::upsample).until(9).tying());
    all.add(
        Choice.of(
            "DepthToSpace",
            (d, x) -> x.rank() == 4 && x.extent(1) % 4 == 0,
            (d, x) ->
                d.opset < 11
                    ? d.node("DepthToSpace", x.name(), integer("blocksize", 2))
                    : d.node(
                        "DepthToSpace",
                        x.name(),
                        integer("blocksize", 2),
                        text("mode", d.oneOf("DCR", "CRD")))));
    all.add(
        Choice.of(
            "SpaceToDepth",
            (d, x) -> x.rank() == 4 && x.extent(2) % 2 == 0 && x.extent(3) % 2 == 0,
            (d, x) -> d.node("SpaceToDepth", x.name(), integer("blocksize", 2))));
    return all;
  }

  private static boolean isSpatial(Draft draft, Value x) {
    return x.rank() >= 3 && x.rank() <= 5;
  }

  private static long[] drawn(Draft draft, int count, int low, int high) {
    long[] drawn = new long[count];
    Arrays.setAll(drawn, i -> draft.between(low, high));
    return drawn;
  }

  /** Strides, dilations and one of the ways to say padding. */
  private static List<AttributeProto> window(Draft draft, long[] kernel, boolean dilated) {
    List<AttributeProto> window = new ArrayList<>();
    int axes = kernel.length;
    if (draft.maybe()) {
      window.add(list("strides", drawn(draft, axes, 1, 2)));
    }
    boolean spread = dilated && draft.random.nextInt(3) == 0;
    if (spread) {
      window.add(list("dilations", drawn(draft, axes, 1, 2)));
    }
    switch (draft.random.nextInt(4)) {
      case 0 -> {
        if (!spread) {
          window.add(text("auto_pad", draft.oneOf("SAME_UPPER", "SAME_LOWER", "VALID")));
        }
      }
      case 1 -> {}
      default -> {
        long[] pads = new long[2 * axes];
        boolean even = draft.maybe();
        for (int i = 0; i < axes; i++) {
          pads[i] = draft.random.nextInt((int) kernel[i]);
          pads[i + axes] = even ? pads[i] : draft.random.nextInt((int) kernel[i]);
        }
        window.add(list("pads", pads));
      }
    }
    return window;
  }

  private static String conv(Draft draft, Value x) {
    int axes = x.rank() - 2;
    long[] kernel = drawn(draft, axes, 1, 3);
    int channels = x.extent(1);
    int groups = draft.oneOf(1, 1, channels, channels % 2 == 0 ? 2 : 1);
    long out = (long) groups * draft.between(1, 3);
    List<AttributeProto> attributes = window(draft, kernel, true);
    attributes.add(integer("group", groups));
    if (draft.maybe()) {
      attributes.add(list("kernel_shape", kernel));
    }
    List<String> inputs =
        new ArrayList<>(
            List.of(x.name(), draft.floats(-0.6, 0.6, shape(out, channels / groups, kernel))));
    if (draft.maybe()) {
      inputs.add(draft.floats(-0.5, 0.5, out));
    }
    return draft.node("Conv", inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static long[] shape(long first, long second, long[] kernel) {
    long[] shape = new long[kernel.length + 2];
    shape[0] = first;
    shape[1] = second;
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    return shape;
  }

  private static String convTranspose(Draft draft, Value x) {
    int axes = x.rank() - 2;
    long[] kernel = drawn(draft, axes, 1, 3);
    long[] strides = drawn(draft, axes, 1, 2);
    int channels = x.extent(1);
    int groups = draft.oneOf(1, channels);
    long out = draft.between(1, 2);
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(list("strides", strides));
    attributes.add(integer("group", groups));
    switch (draft.random.nextInt(3)) {
      case 0 -> {
        long[] pads = new long[2 * axes];
        Arrays.setAll(pads, i -> draft.random.nextInt((int) kernel[i % axes]));
        attributes.add(list("pads", pads));
        if (draft.maybe()) {
          long[] extra = new long[axes];
          Arrays.setAll(extra, i -> draft.random.nextInt((int) strides[i]));
          attributes.add(list("output_padding", extra));
        }
      }
      case 1 -> attributes.add(list("dilations", drawn(draft, axes, 1, 2)));
      default -> {}
    }
    List<String> inputs =
        new ArrayList<>(List.of(x.name(), draft.floats(-0.6, 0.6, shape(channels, out, kernel))));
    if (draft.maybe()) {
      inputs.add(draft.floats(-0.5, 0.5, out * groups));
    }
    return draft.node("ConvTranspose", inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static String maxPool(Draft draft, Value x) {
    long[] kernel = fitting(draft, x);
    List<AttributeProto> attributes = window(draft, kernel, draft.opset >= 10 && isWide(x));
    attributes.add(list("kernel_shape", kernel));
    if (draft.opset >= 10 && draft.maybe() && !hasAutoPad(attributes)) {
      attributes.add(integer("ceil_mode", 1));
    }
    return draft.node("MaxPool", x.name(), attributes.toArray(AttributeProto[]::new));
  }

  /** Onnxruntime also takes pools that are larger than their input, by a slip of its division. */
  private static long[] fitting(Draft draft, Value x) {
    long[] kernel = drawn(draft, x.rank() - 2, 1, 3);
    Arrays.setAll(kernel, i -> Math.min(kernel[i], x.extent(i + 2)));
    return kernel;
  }

  private static boolean isWide(Value x) {
    return Arrays.stream(x.shape()).skip(2).allMatch(extent -> extent >= 5);
  }

  private static boolean hasAutoPad(List<AttributeProto> attributes) {
    return attributes.stream().anyMatch(attribute -> attribute.getName().equals("auto_pad"));
  }

  private static String averagePool(Draft draft, Value x) {
    long[] kernel = fitting(draft, x);
    List<AttributeProto> attributes = window(draft, kernel, draft.opset >= 19 && isWide(x));
    attributes.add(list("kernel_shape", kernel));
    boolean ceil = draft.opset >= 10 && draft.maybe() && !hasAutoPad(attributes);
    if (ceil) {
      attributes.add(integer("ceil_mode", 1));
    }
    if (draft.maybe()) {
      attributes.add(integer("count_include_pad", 1));
    }
    return draft.node("AveragePool", x.name(), attributes.toArray(AttributeProto[]::new));
  }

  private static String batchNorm(Draft draft, Value x) {
    long channels = x.extent(1);
    return draft.node(
        "BatchNormalization",
        List.of(
            x.name(),
            draft.floats(0.5, 1.5, channels),
            draft.floats(-0.5, 0.5, channels),
            draft.floats(-0.5, 0.5, channels),
            draft.floats(0.5, 1.5, channels)),
        number("epsilon", draft.oneOf(1e-5, 1e-3)));
  }

  private static String instanceNorm(Draft draft, Value x) {
    long channels = x.extent(1);
    return draft.node(
        "InstanceNormalization",
        List.of(x.name(), draft.floats(0.5, 1.5, channels), draft.floats(-0.5, 0.5, channels)),
        number("epsilon", 1e-2));
  }

  private static String groupNorm(Draft draft, Value x) {
    long channels = x.extent(1);
    return draft.node(
        "GroupNormalization",
        List.of(x.name(), draft.floats(0.5, 1.5, channels), draft.floats(-0.5, 0.5, channels)),
        integer("num_groups", 2),
        number("epsilon", 1e-2));
  }

  private static String layerNorm(Draft draft, Value x) {
    int axis = draft.random.nextInt(x.rank());
    long[] tail = Arrays.copyOfRange(x.shape(), axis, x.rank());
    List<String> inputs = new ArrayList<>(List.of(x.name(), draft.floats(0.5, 1.5, tail)));
    if (draft.maybe()) {
      inputs.add(draft.floats(-0.5, 0.5, tail));
    }
    return draft.node(
        "LayerNormalization",
        inputs,
        integer("axis", draft.maybe() ? axis : axis - x.rank()),
        number("epsilon", 1e-2));
  }

  private static String lrn(Draft draft, Value x) {
    return draft.node(
        "LRN",
        x.name(),
        integer("size", draft.oneOf(1, 3, 5)),
        number("alpha", 0.3),
        number("beta", draft.oneOf(0.5, 0.75)),
        number("bias", draft.oneOf(1.0, 1.5)));
  }

  private static String pad(Draft draft, Value x) {
    String mode =
        draft.opset >= 19
            ? draft.oneOf("constant", "reflect", "edge", "wrap")
            : draft.oneOf("constant", "reflect", "edge");
    int rank = x.rank();
    long[] pads = new long[2 * rank];
    for (int i = 0; i < 2 * rank; i++) {
      boolean spatial = i % rank >= 2 || (mode.equals("constant") && draft.random.nextInt(4) == 0);
      int most = Math.min(2, x.extent(i % rank) - 1);
      boolean cut = mode.equals("constant") && x.extent(i % rank) > 2;
      pads[i] = spatial && most > 0 ? draft.between(cut ? -1 : 0, most) : 0;
    }
    if (draft.opset < 11) {
      return draft.node(
          "Pad", x.name(), text("mode", mode), list("pads", pads), number("value", 0.3));
    }
    List<String> inputs = new ArrayList<>(List.of(x.name()));
    boolean someAxes = draft.opset >= 18 && draft.maybe();
    if (someAxes) {
      inputs.add(draft.integers(pads[rank - 1], pads[2 * rank - 1]));
      inputs.add(mode.equals("constant") && draft.maybe() ? draft.floats(-1, 1) : "");
      inputs.add(draft.integers(draft.maybe() ? -1 : rank - 1));
    } else {
      inputs.add(draft.integers(pads));
      if (mode.equals("constant") && draft.maybe()) {
        inputs.add(draft.floats(-1, 1));
      }
    }
    return draft.node("Pad", inputs, text("mode", mode));
  }

  private static String resize(Draft draft, Value x) {
    long[] sizes = {x.extent(0), x.extent(1), draft.between(1, 9), draft.between(1, 9)};
    float[] scales = {1, 1, draft.oneOf(0.5f, 1.5f, 2f, 1f), draft.oneOf(0.7f, 2f, 3f)};
    if (draft.opset < 11) {
      return draft.node(
          "Resize",
          List.of(x.name(), draft.floats(new float[] {1, 1, 2, 3}, 4)),
          text("mode", draft.oneOf("nearest", "linear")));
    }
    String mode = draft.oneOf("nearest", "linear", "cubic");
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(text("mode", mode));
    attributes.add(
        text(
            "coordinate_transformation_mode",
            draft.oneOf("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")));
    if (mode.equals("nearest")) {
      attributes.add(
          text(
              "nearest_mode",
              draft.oneOf("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")));
    }
    if (mode.equals("cubic")) {
      attributes.add(number("cubic_coeff_a", draft.oneOf(-0.5, -0.75)));
      attributes.add(integer("exclude_outside", draft.between(0, 1)));
    }
    boolean some = draft.opset >= 18 && draft.maybe();
    if (some) {
      attributes.add(list("axes", 2, 3));
      sizes = Arrays.copyOfRange(sizes, 2, 4);
      scales = Arrays.copyOfRange(scales, 2, 4);
    }
    List<String> inputs =
        draft.maybe()
            ? List.of(x.name(), "", "", draft.integers(sizes))
            : List.of(x.name(), "", draft.floats(scales, scales.length));
    if (draft.opset < 13) {
      // These have no optional region and scales yet.
      String region = draft.floats(0, 1, 0);
      inputs =
          inputs.size() == 4
              ? List.of(x.name(), region, draft.floats(0, 1, 0), inputs.get(3))
              : List.of(x.name(), region, inputs.get(2));
    }
    return draft.node("Resize", inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static String upsample(Draft draft, Value x) {
    float[] scales = {1, 1, draft.oneOf(1f, 2f), draft.oneOf(2f, 3f)};
    String mode = draft.oneOf("nearest", "linear");
    return draft.opset < 9
        ? draft.node("Upsample", x.name(), text("mode", mode), numbers("scales", scales))
        : draft.node("Upsample", List.of(x.name(), draft.floats(scales, 4)), text("mode", mode));
  }
}
