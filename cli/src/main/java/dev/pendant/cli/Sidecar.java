package dev.pendant.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.cam.image.ChannelOrder;
import dev.pendant.cam.image.Preprocessing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside a model, {@code MODEL.json} beside {@code MODEL.onnx}: names of its classes and
 * how a picture is prepared. A JSON object with any of the keys {@code labels} (as {@link
 * Labels#of} reads them), {@code size} ([height, width]), {@code channels} ({@code RGB}, {@code
 * BGR} or {@code GREY}), {@code scale}, {@code mean} and {@code std} (one number per channel).
 *
 * @param size height and width; null if not said
 * @param preprocessing null if not said; its size counts only where {@code size} is given
 */
record Sidecar(Labels labels, @Nullable InputSize size, @Nullable Preprocessing preprocessing) {

  static final Sidecar NONE = new Sidecar(Labels.none(), null, null);

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("labels", "size", "channels", "scale", "mean", "std"));

  /** The sidecar of a model; {@link #NONE} if there is no such file. */
  static Sidecar beside(Path model) {
    Path path = pathFor(model);
    return Files.exists(path) ? parse(TextFile.read(path), path.toString()) : NONE;
  }

  /** The same name with {@code .json} for {@code .onnx}. */
  static Path pathFor(Path model) {
    String name = String.valueOf(model.getFileName());
    int dot = name.lastIndexOf('.');
    return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".json");
  }

  /**
   * @param source named in errors
   * @throws InputException if it is no such object, or has a key that nothing would read
   */
  static Sidecar parse(String text, String source) {
    JsonNode json = Json.parse(text, source);
    if (!json.isObject()) {
      throw new InputException(source + ": expected a JSON object with any of " + KEYS);
    }
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new InputException(
                    source + ": unknown key '" + key + "'; expected any of " + KEYS);
              }
            });
    JsonNode labels = json.get("labels");
    InputSize size = size(json.get("size"), source);
    return new Sidecar(
        labels == null ? Labels.none() : Labels.of(labels, source + ": labels"),
        size,
        preprocessing(json, size, source));
  }

  private static @Nullable InputSize size(@Nullable JsonNode json, String source) {
    if (json == null) {
      return null;
    }
    List<Double> sides = numbers(json, "size", source);
    boolean whole = sides.stream().allMatch(side -> side >= 1 && side == Math.rint(side));
    if (sides.size() != 2 || !whole) {
      throw new InputException(
          source + ": expected size as [height, width] in pixels, got " + json);
    }
    return new InputSize(sides.get(0).intValue(), sides.get(1).intValue());
  }

  /** All or none: half of it would be guessed. */
  private static @Nullable Preprocessing preprocessing(
      JsonNode json, @Nullable InputSize size, String source) {
    List<String> keys = List.of("channels", "scale", "mean", "std");
    List<String> missing = keys.stream().filter(key -> !json.has(key)).toList();
    if (missing.size() == keys.size()) {
      return null;
    }
    if (!missing.isEmpty()) {
      throw new InputException(
          source + ": expected all of " + keys + " or none, " + missing + " is missing");
    }
    InputSize input = size == null ? InputSize.USUAL : size;
    try {
      return new Preprocessing(
          input.height(),
          input.width(),
          channels(json.get("channels"), source),
          number(json.get("scale"), "scale", source),
          numbers(json.get("mean"), "mean", source),
          numbers(json.get("std"), "std", source));
    } catch (IllegalArgumentException e) {
      throw new InputException(source + ": " + e.getMessage(), e);
    }
  }

  private static ChannelOrder channels(JsonNode json, String source) {
    for (ChannelOrder order : ChannelOrder.values()) {
      if (order.name().equals(json.asText().toUpperCase(Locale.ROOT))) {
        return order;
      }
    }
    throw new InputException(source + ": expected channels RGB, BGR or GREY, got " + json);
  }

  private static List<Double> numbers(JsonNode json, String key, String source) {
    if (!json.isArray()) {
      throw new InputException(source + ": expected " + key + " as a list of numbers, got " + json);
    }
    List<Double> numbers = new ArrayList<>();
    json.forEach(element -> numbers.add(number(element, key, source)));
    return numbers;
  }

  private static double number(JsonNode json, String key, String source) {
    if (!json.isNumber()) {
      throw new InputException(source + ": expected a number in " + key + ", got " + json);
    }
    return json.doubleValue();
  }
}
