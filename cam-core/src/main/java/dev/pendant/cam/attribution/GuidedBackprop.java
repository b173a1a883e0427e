package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * Guided backpropagation: the gradient with respect to the input, of which only what is positive
 * goes back through each ReLU, and that only where the ReLU's input was positive.
 *
 * <p>Springenberg et al., "Striving for Simplicity: The All Convolutional Net", ICLR workshops
 * 2015, section 3.4. Every ReLU that ran counts, whether a module or a function; other activations
 * pass their gradient. Costs one forward and one backward pass; the model is not changed.
 */
public final class GuidedBackprop implements AttributionMethod {

  @Override
  public String id() {
    return "guided-backprop";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(ReluRule.GUIDED.gradient(evidence));
  }
}
