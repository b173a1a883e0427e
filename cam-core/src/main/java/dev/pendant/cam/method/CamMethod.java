package dev.pendant.cam.method;

import java.util.Set;

/**
 * A way to make a map. It sees what {@link Evidence} shows and nothing else of the model. Stateless
 * and thread-safe; one that draws random numbers has its seed as a parameter and draws the same
 * every time.
 */
public interface CamMethod {

  /** The name it is asked for by, such as {@code grad-cam}. */
  String id();

  /**
   * The raw maps: signed, at the layer's size (or the input's), not normalised. Called with grad
   * mode off; what it allocates is freed by the caller's scope.
   */
  Maps map(Evidence evidence);

  /** Whether it looks at a layer; else {@link Evidence#activation} has nothing to show. */
  default boolean needsLayer() {
    return true;
  }

  /** What a finish has to know about its maps. */
  default Set<MapTrait> traits() {
    return Set.of();
  }
}
