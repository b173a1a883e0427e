package dev.pendant.tools;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How many products one call of a module adds up. A hook sees tensors, not operators: the count
 * comes from the module's type and the shapes of its weight, inputs and output, so it is the same
 * for a layer written in Java and for the node of an ONNX file.
 */
final class MultiplyAdds {

  private MultiplyAdds() {}

  /** Empty for a type that is not counted. */
  static OptionalLong of(Module module, Tensors inputs, Tensors outputs) {
    if (outputs.size() != 1 || !outputs.isPresent(0)) {
      return OptionalLong.empty();
    }
    Shape output = outputs.get(0).shape();
    Tensor own = module.parameters().get("weight");
    Shape weight = own == null ? null : own.shape();
    long each =
        switch (module.type()) {
          case "Conv", "Conv2d" -> convolution(weight, output);
          case "Linear" -> linear(weight);
          case "Gemm" -> weight != null ? linear(weight) : product(module, inputs, output, true);
          case "MatMul" -> weight != null ? matrix(weight) : product(module, inputs, output, false);
          default -> -1;
        };
    return each < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.multiplyExact(each, output.elements()));
  }

  /** An output value is a sum over weight [out, in / groups, kernel ...] of one output channel. */
  private static long convolution(@Nullable Shape weight, Shape output) {
    if (weight == null || weight.rank() < 3 || weight.rank() != output.rank()) {
      return -1;
    }
    return weight.get(0) > 0 && weight.get(0) == output.get(1)
        ? weight.elements() / weight.get(0)
        : -1;
  }

  /** Over a row of weight [out, in]. */
  private static long linear(@Nullable Shape weight) {
    return weight != null && weight.rank() == 2 ? weight.get(1) : -1;
  }

  /** A weight of rank 2 is kept as [out, in], others as they are, [..., in, out] or [in]. */
  private static long matrix(Shape weight) {
    return weight.rank() <= 2 ? weight.get(-1) : weight.get(-2);
  }

  /** Of two computed matrices: Gemm may have transposed the first, which has output[0] rows. */
  private static long product(Module module, Tensors inputs, Shape output, boolean gemm) {
    if (!module.parameters().isEmpty() || inputs.size() == 0 || !inputs.isPresent(0)) {
      return -1;
    }
    Shape first = inputs.get(0).shape();
    if (gemm) {
      return first.rank() == 2 && output.get(0) > 0 ? first.elements() / output.get(0) : -1;
    }
    return first.rank() > 0 ? first.get(-1) : -1;
  }
}
