package dev.pendant.cam;

import dev.pendant.cam.method.MapTrait;
import java.util.List;
import java.util.Set;

/**
 * The raw maps of one sample and class, before a finish.
 *
 * @param layers one per target layer, of any sizes; at least one
 * @param traits what a finish has to know about them
 */
public record Unfinished(List<HeatMap> layers, Set<MapTrait> traits) {

  /**
   * @throws IllegalArgumentException if there is no map
   */
  public Unfinished {
    layers = List.copyOf(layers);
    traits = Set.copyOf(traits);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("expected the map of at least one layer, got none");
    }
  }

  /** Of a method without particularities. */
  public static Unfinished of(List<HeatMap> layers) {
    return new Unfinished(layers, Set.of());
  }

  boolean has(MapTrait trait) {
    return traits.contains(trait);
  }
}
