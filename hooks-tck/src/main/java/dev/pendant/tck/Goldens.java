package dev.pendant.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the golden files: operators, their values and gradients as PyTorch computed them. */
final class Goldens {

  /** The second was made by {@code goldens/generate_more_ops.py}. */
  private static final List<String> FILES = List.of("ops.json", "more-ops.json");

  private Goldens() {}

  /** Every case of the files; cases of one operator are numbered through. */
  static List<GoldenCase> load() {
    List<GoldenCase> cases = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (JsonNode entry : entries()) {
      String op = entry.required("op").asText();
      int number = seen.merge(op, 1, Integer::sum) - 1;
      cases.add(read(op, number, entry));
    }
    return List.copyOf(cases);
  }

  /** The files' cases as they stand. */
  static List<JsonNode> entries() {
    return FILES.stream().flatMap(name -> entries(name).stream()).toList();
  }

  private static List<JsonNode> entries(String name) {
    try (InputStream file = Goldens.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing beside " + Goldens.class);
      }
      JsonNode cases = new ObjectMapper().readTree(file).required("cases");
      return StreamSupport.stream(cases.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static GoldenCase read(String op, int number, JsonNode entry) {
    JsonNode attributes = entry.required("attributes");
    List<Values> inputs = new ArrayList<>();
    entry.required("inputs").forEach(input -> inputs.add(values(input)));
    List<@Nullable Values> gradients = new ArrayList<>();
    entry
        .required("input_gradients")
        .forEach(gradient -> gradients.add(gradient.isNull() ? null : values(gradient)));
    return new GoldenCase(
        name(op, number, attributes, entry),
        OpJson.read(op, attributes),
        inputs,
        values(entry.required("output")),
        values(entry.required("seed")),
        gradients);
  }

  private static String name(String op, int number, JsonNode attributes, JsonNode entry) {
    StringBuilder name = new StringBuilder(op + "[" + number + "]");
    attributes
        .properties()
        .forEach(a -> name.append(' ').append(a.getKey()).append(' ').append(a.getValue()));
    if (entry.has("note")) {
      name.append(" (").append(entry.get("note").asText()).append(')');
    }
    return name.toString();
  }

  private static Values values(JsonNode array) {
    long[] extents =
        StreamSupport.stream(array.required("shape").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .toArray();
    DType type = DType.valueOf(array.required("type").asText().toUpperCase(Locale.ROOT));
    double[] data =
        StreamSupport.stream(array.required("data").spliterator(), false)
            .mapToDouble(JsonNode::asDouble) // true is 1, false is 0
            .toArray();
    return new Values(new Spec(Shape.of(extents), type), data);
  }
}
