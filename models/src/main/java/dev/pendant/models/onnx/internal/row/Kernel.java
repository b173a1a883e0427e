package dev.pendant.models.onnx.internal.row;

import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** One node ready to run: attributes resolved for its opset, weights on the backend. */
@FunctionalInterface
public interface Kernel {

  /** One tensor per output the node may have; holds no state between calls. */
  List<Tensor> run(Frame frame);

  static Kernel of(Function<Frame, Tensor> single) {
    return frame -> List.of(single.apply(frame));
  }
}
