package dev.pendant.cam.saved;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.LayerPoint;
import dev.pendant.cam.LayerSeen;
import dev.pendant.cam.Provenance;
import dev.pendant.cam.Unfinished;
import dev.pendant.cam.method.MapTrait;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Explanations to be saved, made by no model. */
final class Samples {

  static final HeatMap MAP = HeatMap.of(2, 3, 0.1f, -2, -0f, Float.MIN_VALUE, 7e30f, 3);

  private static final LayerPoint SECOND_INPUT =
      new LayerPoint("block \"é\".relu#1", LayerPoint.Side.INPUT, LayerPoint.LAST_CALL, 2);

  private Samples() {}

  /** Class 2 of the second of two samples, at one layer. */
  static Explanation of(HeatMap map) {
    return of(map, floats(0.25, 1e-7f, 3, 0.1f, 2, -5));
  }

  static Explanation of(HeatMap map, Scores scores) {
    LayerSeen layer = new LayerSeen(LayerPoint.output("layer4"), 1, 0);
    return new Explanation(
        Unfinished.of(List.of(map)), 1, 2, "class 2", scores, from("grad-cam", layer));
  }

  /** Two layers, a float64 output that is no class scores, no class, a trait. */
  static Explanation ofManyParts() {
    Spec spec = new Spec(Shape.of(1, 2, 1, 2), DType.FLOAT64);
    return new Explanation(
        new Unfinished(
            List.of(MAP, HeatMap.of(1, 1, 5)), Set.of(MapTrait.MULTIPLIED, MapTrait.SIGNED)),
        0,
        Objective.NO_CLASS,
        "element [1, 0, 1] negated",
        Scores.of(spec, Math.PI, -0.0, Double.MIN_VALUE, 1e300),
        from(
            "refine-cam",
            new LayerSeen(SECOND_INPUT, 3, 2),
            new LayerSeen(LayerPoint.output("").call(0), 0, 0)));
  }

  static Explanation withoutLayer() {
    return new Explanation(
        Unfinished.of(List.of(MAP)), 0, 0, "class 0", floats(1, 2, 3, 4, 5, 6), from("saliency"));
  }

  static Scores floats(double... sixOfTwoSamples) {
    return Scores.of(new Spec(Shape.of(2, 3), DType.FLOAT32), sixOfTwoSamples);
  }

  private static Provenance from(String method, LayerSeen... layers) {
    return new Provenance(
        method,
        List.of(layers),
        "djl",
        "2.7.1",
        "cpu",
        Duration.ofNanos(1_234_567_891),
        Duration.ofNanos(42));
  }
}
