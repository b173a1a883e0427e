package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Size;

/**
 * Mean over windows chosen so that the output is [n, c, height, width]; 1 x 1 is global average
 * pooling.
 */
public final class AdaptiveAvgPool2d extends OpLayer<Op.AdaptiveAvgPool2d> {

  public AdaptiveAvgPool2d(int height, int width) {
    super(new Op.AdaptiveAvgPool2d(new Size(height, width)));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new AdaptiveAvgPool2d(op().outputSize().height(), op().outputSize().width());
  }
}
