package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * Deconvolution: the gradient with respect to the input, of which only what is positive goes back
 * through each ReLU, wherever the ReLU's input was.
 *
 * <p>Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section
 * 2.1. Costs what {@link GuidedBackprop} does.
 */
public final class Deconvolution implements AttributionMethod {

  @Override
  public String id() {
    return "deconvolution";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(ReluRule.DECONVOLUTION.gradient(evidence));
  }
}
