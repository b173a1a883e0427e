package dev.pendant.cam;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where an explanation came from. Immutable.
 *
 * @param method id of the method
 * @param layers where its maps were made, in the order of the maps; none for a method that looks at
 *     no layer
 * @param backend id of the backend
 * @param version of the engine behind it
 * @param device where it ran
 * @param forward time of the run through the model, shared by all explanations of one call
 * @param explain time of the method after that, shared by the samples of one target
 */
public record Provenance(
    String method,
    List<LayerSeen> layers,
    String backend,
    String version,
    String device,
    Duration forward,
    Duration explain) {

  /** What stands for the layer of a method that looks at none. */
  public static final String NO_LAYER = "input";

  public Provenance {
    layers = List.copyOf(layers);
  }

  /** The layers as they were asked for, joined by {@code +}; {@link #NO_LAYER} for none. */
  public String layer() {
    return layers.isEmpty()
        ? NO_LAYER
        : layers.stream().map(seen -> seen.asked().toString()).collect(Collectors.joining("+"));
  }
}
