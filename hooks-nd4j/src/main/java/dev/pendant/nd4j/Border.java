package dev.pendant.nd4j;

import dev.pendant.op.Padding;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows and columns added around pictures; negative ones crop. */
record Border(long top, long left, long bottom, long right) {

  static final Border NONE = new Border(0, 0, 0, 0);

  static Border of(Padding padding) {
    return new Border(padding.top(), padding.left(), padding.bottom(), padding.right());
  }

  /** The border that takes away what this one adds and adds what it takes away. */
  Border reversed() {
    return new Border(-top, -left, -bottom, -right);
  }

  boolean isNone() {
    return top == 0 && left == 0 && bottom == 0 && right == 0;
  }

  /** Returns its input where the border is none. */
  INDArray around(Scratch s, INDArray x, double value) {
    INDArray inner = crop(s, x);
    if (Math.max(Math.max(top, bottom), Math.max(left, right)) <= 0) {
      return inner;
    }
    long[] added = {Math.max(top, 0), Math.max(bottom, 0), Math.max(left, 0), Math.max(right, 0)};
    INDArray paddings =
        s.longs(new long[] {0, 0, 0, 0, added[0], added[1], added[2], added[3]}, 4, 2);
    long[] shape = {x.size(0), x.size(1), x.size(2) + top + bottom, x.size(3) + left + right};
    return s.call(NativeCall.of("pad").integers(0).floats(value), shape, inner, paddings);
  }

  private INDArray crop(Scratch s, INDArray x) {
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) >= 0) {
      return x;
    }
    Layout.Range range = Layout.Range.all(x.shape());
    range.begin()[2] = Math.max(-top, 0);
    range.end()[2] += Math.min(bottom, 0);
    range.begin()[3] = Math.max(-left, 0);
    range.end()[3] += Math.min(right, 0);
    return Layout.slice(s, x, range);
  }
}
