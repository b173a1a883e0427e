package dev.pendant.models.onnx.internal.place;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Places from the names that tf2onnx keeps of TensorFlow's, such as {@code
 * resnet50_1/conv1_conv_1/BiasAdd__6}: scopes, then the operator, then a number for uniqueness. The
 * scope is a Keras layer. A convolution that was put together from others may have lost its name;
 * its weight has kept one.
 */
final class TensorFlowNames {

  private static final Pattern UNIQUE = Pattern.compile("__\\d+$");
  private static final Pattern PORT = Pattern.compile(":\\d+$");

  /** Scopes that Keras layers open inside themselves. */
  private static final Set<String> INNER =
      Set.of("batchnorm", "convolution", "depthwise", "separable_conv2d", "Tensordot", "moments");

  /** Keras numbers every scope of a model that was called before it was exported. */
  private static final String CALLED_BEFORE = "_1";

  private final WeightOwners owners;
  private final boolean numbered;

  TensorFlowNames(List<OnnxNode> nodes, WeightOwners owners) {
    this.owners = owners;
    List<String> layers = new ArrayList<>();
    for (OnnxNode node : nodes) {
      String layer = layer(node.name());
      if (layer != null) {
        layers.add(layer);
      }
    }
    numbered =
        layers.stream()
            .flatMap(layer -> Arrays.stream(layer.split("/", -1)))
            .allMatch(scope -> scope.endsWith(CALLED_BEFORE));
  }

  /** Values of TensorFlow end in the number of the operator's output. */
  static boolean has(OnnxNode node) {
    return node.outputs().stream().anyMatch(output -> PORT.matcher(output).find());
  }

  /** Null for a node that has no layer's name. */
  @Nullable Place place(OnnxNode node) {
    String layer = layer(node.name());
    for (String weight : layer == null ? owners.own(node) : List.<String>of()) {
      layer = layer == null ? layer(weight) : layer;
    }
    if (layer == null) {
      return null;
    }
    List<String> scopes = new ArrayList<>();
    for (String scope : layer.split("/", -1)) {
      scopes.add(
          numbered && scope.endsWith(CALLED_BEFORE)
              ? scope.substring(0, scope.length() - CALLED_BEFORE.length())
              : scope);
    }
    return Place.of(List.of(new Level(String.join(".", scopes))));
  }

  private static @Nullable String layer(String name) {
    String plain = PORT.matcher(UNIQUE.matcher(name).replaceFirst("")).replaceFirst("");
    List<String> scopes = new ArrayList<>(List.of(plain.split("/", -1)));
    scopes.remove(scopes.size() - 1);
    while (scopes.size() > 1 && INNER.contains(scopes.get(scopes.size() - 1))) {
      scopes.remove(scopes.size() - 1);
    }
    return scopes.isEmpty() ? null : String.join("/", scopes);
  }
}
