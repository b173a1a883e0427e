package dev.pendant.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import dev.pendant.spi.Interop;
import dev.pendant.tensor.Tensor;

/** A parameter of a user's block and the array it held when it was last shared. Thread-safe. */
final class LentParameter {

  private final String name;
  private final Parameter parameter;
  private final boolean trained;
  private NDArray shared;

  LentParameter(String name, Parameter parameter) {
    this(name, parameter, isTrained(parameter), parameter.getArray());
  }

  private LentParameter(String name, Parameter parameter, boolean trained, NDArray shared) {
    this.name = name;
    this.parameter = parameter;
    this.trained = trained;
    this.shared = shared;
  }

  /** What is frozen is a parameter still; statistics and integers are not. */
  private static boolean isTrained(Parameter parameter) {
    return parameter.getType() != Parameter.Type.RUNNING_MEAN
        && parameter.getType() != Parameter.Type.RUNNING_VAR
        && parameter.getArray().getDataType().isFloating();
  }

  String name() {
    return name;
  }

  boolean isTrained() {
    return trained;
  }

  String id() {
    return parameter.getId();
  }

  LentParameter copy() {
    synchronized (this) {
      return new LentParameter(name, parameter, trained, shared);
    }
  }

  /** Its present value, in memory shared with the block. */
  Tensor share(DjlBackend backend) {
    return tensor(backend, parameter.getArray());
  }

  /** Follows the block where another array was loaded into the parameter. */
  synchronized void refresh(DjlBackend backend, Tensor value) {
    if (parameter.isInitialized() && parameter.getArray() != shared) {
      shared = parameter.getArray();
      try (Tensor loaded = tensor(backend, shared)) {
        value.setData(loaded);
      }
    }
  }

  private Tensor tensor(DjlBackend backend, NDArray array) {
    return Interop.tensor(backend, backend.share((PtNDArray) array), "parameter " + name);
  }
}
