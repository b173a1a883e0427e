package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** The values of one call while it runs, by their names in the graph. Used by one thread. */
public final class Frame {

  private final Backend backend;
  private final Map<String, Tensor> tensors = new HashMap<>();
  private final Map<String, HostArray> arrays = new HashMap<>();

  public Frame(Backend backend) {
    this.backend = backend;
  }

  Backend backend() {
    return backend;
  }

  public void put(String name, Tensor value) {
    tensors.put(name, value);
  }

  public void put(String name, HostArray value) {
    arrays.put(name, value);
  }

  /** A tensor; an array that an operator needs as one becomes a constant. */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? array(name).toTensor(backend) : tensor;
  }

  public Shape shape(String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? array(name).shape() : tensor.shape();
  }

  public HostArray array(String name) {
    HostArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalStateException("'" + name + "' is not there; the plan is wrong");
    }
    return array;
  }

  /** An array; of a tensor a copy of what it holds. */
  public HostArray values(String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? array(name) : HostArray.of(tensor);
  }

  public void drop(String name) {
    tensors.remove(name);
    arrays.remove(name);
  }
}
