package dev.pendant.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code NAME.METHOD.json} says of one picture. Numbers that are not finite are null, as JSON
 * has none.
 *
 * @param image as given, or {@code builtin:sample}
 * @param model as given, or {@code builtin:shapes}
 * @param layer path of the target layer
 * @param target what about a class is explained, such as {@code probability}; absent for its score
 * @param predictions the classes with the highest scores, best first
 */
record Answer(
    String image,
    String model,
    Engine backend,
    String method,
    String layer,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String target,
    List<Prediction> predictions,
    List<Explained> explanations,
    @JsonProperty("timing_ms") Timing timing) {

  record Engine(String id, String version, String device) {}

  /**
   * @param score the probability, softmax over all classes
   */
  record Prediction(int index, @Nullable String label, @Nullable Float score) {}

  /**
   * @param logit the class score before softmax
   * @param overlay name of the picture beside this file; null unless the status is {@code ok}
   * @param map name of the NumPy file beside this file; null unless the status is {@code ok}
   * @param status {@code ok}, {@code blank} (nothing speaks for the class) or {@code non-finite}
   * @param reason why there is no overlay; only where there is none
   * @param layers what each of several layers came to; absent for one, which is all of it
   */
  record Explained(
      int index,
      @Nullable String label,
      @Nullable Float logit,
      @JsonProperty("raw_map") RawMap rawMap,
      @Nullable String overlay,
      @Nullable String map,
      String status,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Layer> layers) {}

  /**
   * One of several layers whose maps were fused.
   *
   * @param status of its own map, as {@link Explained} has it
   * @param reason why its map shows nothing; only where it does
   */
  record Layer(
      String path,
      @JsonProperty("raw_map") RawMap rawMap,
      String status,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}

  /** The map as the method made it, at the layer's size: signed and not normalised. */
  record RawMap(int height, int width, @Nullable Float min, @Nullable Float max) {}

  /**
   * Milliseconds.
   *
   * @param load opening the backend, reading the model and finding the target layer; once for all
   *     pictures of a command
   * @param forward the run through the model
   * @param explain the method, for all classes
   * @param write the overlays and maps
   */
  record Timing(double load, double forward, double explain, double write) {}

  /** As JSON can hold it. */
  static @Nullable Float number(double value) {
    return Double.isFinite(value) ? (Float) (float) value : null;
  }
}
