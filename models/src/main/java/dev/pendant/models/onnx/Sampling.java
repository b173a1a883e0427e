package dev.pendant.models.onnx;

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
    float[] weights = new float[Math.multiplyExact(to, from)];
    for (int i = 0; i < to; i++) {
      float at = source(i, from, to, scale);
      if (mode.equals("linear")) {
        float inside = Math.max(0, Math.min(at, from - 1));
        int low = (int) inside;
        weights[i * from + low] += 1 - (inside - low);
        weights[i * from + Math.min(low + 1, from - 1)] += inside - low;
      } else {
        addCubic(weights, i * from, from, at);
      }
    }
    return weights;
  }

  private void addCubic(float[] weights, int row, int from, float at) {
    int low = (int) Math.floor(at);
    double sum = 0;
    for (int i = low - 1; i <= low + 2; i++) {
      boolean counts = !excludeOutside || (i >= 0 && i < from);
      sum += counts ? cubic(Math.abs(at - i)) : 0;
    }
    for (int i = low - 1; i <= low + 2; i++) {
      if (!excludeOutside || (i >= 0 && i < from)) {
        double weight = cubic(Math.abs(at - i)) / (excludeOutside ? sum : 1);
        weights[row + Math.max(0, Math.min(i, from - 1))] += (float) weight;
      }
    }
  }

  /** Keys' kernel. */
  private double cubic(double distance) {
    double d = distance;
    if (d <= 1) {
      return ((cubic + 2) * d - (cubic + 3)) * d * d + 1;
    }
    return d < 2 ? ((cubic * d - 5 * cubic) * d + 8 * cubic) * d - 4 * cubic : 0;
  }
}
