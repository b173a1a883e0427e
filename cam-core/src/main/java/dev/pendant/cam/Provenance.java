package dev.pendant.cam;

import java.time.Duration;

/**
 * Where an explanation came from.
 *
 * @param method id of the method
 * @param layer path of the target layer; several joined by {@code +}, {@link #NO_LAYER} for none
 * @param backend id of the backend
 * @param version of the engine behind it
 * @param device where it ran
 * @param forward time of the run through the model, shared by all explanations of one call
 * @param explain time of the method after that, shared by the samples of one target
 */
public record Provenance(
    String method,
    String layer,
    String backend,
    String version,
    String device,
    Duration forward,
    Duration explain) {

  /** What stands for the layer of a method that looks at none. */
  public static final String NO_LAYER = "input";
}
