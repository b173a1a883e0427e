package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.op.ResamplingMatrix;
import java.util.Arrays;
import java.util.Set;

/**
 * Where the values of a resized axis come from. In float32, as onnxruntime computes it: at ties the
 * rounding decides which value is nearest.
 *
 * @param coordinates how a new position maps to an old one
 * @param rounding which neighbour is nearest
 * @param cubic the coefficient {@code a} of the cubic kernel
 * @param excludeOutside whether weights outside are dropped and the rest scaled up
 */
record Sampling(
    String mode, String coordinates, String rounding, double cubic, boolean excludeOutside) {

  private static final Set<String> MODES = Set.of("nearest", "linear", "cubic");
  private static final Set<String> COORDINATES =
      Set.of(
          "half_pixel",
          "half_pixel_symmetric",
          "pytorch_half_pixel",
          "align_corners",
          "asymmetric");
  private static final Set<String> ROUNDINGS =
      Set.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil");

  /** As far as a cubic kernel reaches beyond the ends, and more. */
  private static final int MARGIN = 4;

  /** Before opset 11: cut off where the picture grows, up where it shrinks. */
  private static final String SIMPLE = "simple";

  /**
   * @param choices whether the opset lets the file choose coordinates and rounding
   */
  static Sampling of(NodeSetup node, boolean choices) {
    OnnxAttributes attributes = node.attributes();
    String mode = attributes.text("mode", "nearest");
    String coordinates =
        choices ? attributes.text("coordinate_transformation_mode", "half_pixel") : "asymmetric";
    String rounding = choices ? attributes.text("nearest_mode", "round_prefer_floor") : SIMPLE;
    // What Upsample calls bilinear is linear along both axes.
    mode = mode.equals("bilinear") ? "linear" : mode;
    node.check(MODES.contains(mode), "mode is " + mode + ", expected one of " + MODES);
    node.check(
        COORDINATES.contains(coordinates),
        "coordinate_transformation_mode is " + coordinates + ", expected one of " + COORDINATES);
    node.check(
        rounding.equals(SIMPLE) || ROUNDINGS.contains(rounding),
        "nearest_mode is " + rounding + ", expected one of " + ROUNDINGS);
    return new Sampling(
        mode,
        coordinates,
        rounding,
        attributes.number("cubic_coeff_a", -0.75),
        attributes.flag("exclude_outside", false));
  }

  boolean isNearest() {
    return mode.equals("nearest");
  }

  private float source(int at, int from, int to, float scale) {
    return switch (coordinates) {
      case "asymmetric" -> at / scale;
      case "align_corners" -> to == 1 ? 0 : (float) at * (from - 1) / (to - 1);
      case "pytorch_half_pixel" -> to > 1 ? (at + 0.5f) / scale - 0.5f : 0;
      case "half_pixel_symmetric" -> {
        float adjustment = to / (scale * from);
        float center = from / 2f;
        yield center * (1 - adjustment) + (at + 0.5f) / scale - 0.5f;
      }
      default -> (at + 0.5f) / scale - 0.5f;
    };
  }

  /** For each new position the old one. */
  long[] nearest(int from, int to, float scale) {
    long[] picked = new long[to];
    for (int i = 0; i < to; i++) {
      float at = source(i, from, to, scale);
      double near =
          switch (rounding) {
            case "floor" -> Math.floor(at);
            case "ceil" -> Math.ceil(at);
            case "round_prefer_ceil" -> Math.floor(at + 0.5);
            case SIMPLE -> scale < 1 ? Math.ceil(at) : Math.floor(at);
            default -> Math.ceil(at - 0.5);
          };
      picked[i] = (long) Math.max(0, Math.min(near, from - 1));
    }
    return picked;
  }

  /** Row-major [to, from]: how much of each old position is in each new one. */
  float[] weights(int from, int to, float scale) {
    if (mode.equals("linear")) {
      return floats(ResamplingMatrix.linear(to, from, i -> source(i, from, to, scale)).toArray());
    }
    if (!excludeOutside) {
      return floats(
          ResamplingMatrix.cubic(to, from, cubic, i -> source(i, from, to, scale)).toArray());
    }
    return insideOnly(from, to, scale);
  }

  /** Of a matrix that has a margin on both sides, the part between, each row scaled up to 1. */
  private float[] insideOnly(int from, int to, float scale) {
    int wide = from + 2 * MARGIN;
    double[] all =
        ResamplingMatrix.cubic(to, wide, cubic, i -> source(i, from, to, scale) + MARGIN).toArray();
    float[] weights = new float[to * from];
    for (int row = 0; row < to; row++) {
      int first = row * wide + MARGIN;
      double sum = Arrays.stream(all, first, first + from).sum();
      for (int i = 0; i < from; i++) {
        weights[row * from + i] = (float) (all[first + i] / sum);
      }
    }
    return weights;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
