package dev.pendant.nd4j.samediff;

import dev.pendant.PendantException;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Interop;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Tensor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tensors of a graph's arrays: in the same memory where that can be, else copies. */
final class ArraySource {

  private static final Logger log = LoggerFactory.getLogger(ArraySource.class);

  private final Backend backend;
  private final Function<INDArray, @Nullable NativeArray> lender;

  ArraySource(Backend backend, Function<INDArray, @Nullable NativeArray> lender) {
    this.backend = backend;
    this.lender = lender;
  }

  Tensor tensor(String name, @Nullable INDArray array) {
    if (array == null) {
      throw new PendantException(
          "the graph's variable '" + name + "' has no values; initialise or load it first");
    }
    NativeArray lent = lender.apply(array);
    if (lent != null) {
      return Interop.tensor(backend, lent, "variable " + name);
    }
    log.debug("variable {} is copied: {}", name, array.shapeInfoToString());
    return copy(name, array);
  }

  private Tensor copy(String name, INDArray array) {
    long[] shape = array.shape();
    INDArray flat = array.dup('c');
    return switch (array.dataType()) {
      case FLOAT, HALF, BFLOAT16 -> Tensor.of(backend, flat.data().asFloat(), shape);
      case DOUBLE -> Tensor.of(backend, flat.data().asDouble(), shape);
      case LONG, INT, SHORT, BYTE, UBYTE, UINT16, UINT32 ->
          Tensor.of(backend, flat.data().asLong(), shape);
      default ->
          throw new PendantException(
              "the graph's variable '" + name + "' is " + array.dataType() + ", expected numbers");
    };
  }
}
