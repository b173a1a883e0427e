package dev.pendant.cam.method;

import dev.pendant.tensor.Tensor;

/**
 * A way to make a class activation map. It sees what {@link Evidence} shows and nothing else of the
 * model. Stateless and thread-safe.
 */
public interface CamMethod {

  /** The name it is asked for by, such as {@code grad-cam}. */
  String id();

  /**
   * The raw map: signed, at the layer's size, not normalised. Called with grad mode off; what it
   * allocates is freed by the caller's scope.
   *
   * @return [n, h, w] for an activation of [n, c, h, w]
   */
  Tensor map(Evidence evidence);
}
