package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Pooling over pictures. */
final class PoolingRows {

  /** Places of the divisor and the data format among the arguments. */
  private static final int DIVISOR = 9;

  private static final int FORMAT = 10;

  private PoolingRows() {}

  static Map<String, Row> rows() {
    return Map.of("maxpool2d", PoolingRows::max, "avgpool2d", PoolingRows::average);
  }

  private static Kernel max(OpSetup op) {
    return pooling(
        op,
        (window, padding) ->
            new Op.MaxPool2d(window.kernel(), window.stride(), padding, window.dilation(), false));
  }

  private static Kernel average(OpSetup op) {
    if (!WindowSetup.of(op).dilation().equals(Size.ONE)) {
      throw op.refuse("averages over a dilated window, which is not supported");
    }
    boolean includesPadding = op.integer(DIVISOR, 0) == 1;
    return pooling(
        op,
        (window, padding) ->
            new Op.AvgPool2d(window.kernel(), window.stride(), padding, false, includesPadding));
  }

  private static Kernel pooling(OpSetup op, Pool pool) {
    WindowSetup window = WindowSetup.of(op).in(Layout.of(op.integer(FORMAT, 0)));
    return Kernel.unary(picture -> window.layout().apply(picture, x -> pooled(x, window, pool)));
  }

  private static Tensor pooled(Tensor x, WindowSetup window, Pool pool) {
    return Operators.apply(pool.of(window, window.padding(x.shape(), window.kernel())), x);
  }

  private interface Pool {
    Op of(WindowSetup window, Padding padding);
  }
}
