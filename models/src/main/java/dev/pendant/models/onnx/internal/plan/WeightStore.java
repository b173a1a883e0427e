package dev.pendant.models.onnx.internal.plan;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.row.Weights;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Puts each constant on the backend once, however many modules share it. */
final class WeightStore {

  private final Backend backend;

  /** Arrays are equal only to themselves. */
  private final Map<HostArray, Tensor> tensors = new HashMap<>();

  WeightStore(Backend backend) {
    this.backend = backend;
  }

  Weights of(ModuleEntries module, String path) {
    return (name, role, value, trained) -> {
      Tensor tensor = tensors.computeIfAbsent(value, array -> array.toTensor(backend));
      module.own(name(name, role, path), tensor, trained && !role.startsWith("running_"));
      return frame -> tensor;
    };
  }

  /** The last part of a {@code state_dict} key where it is this module's, else the role. */
  private static String name(String name, String role, String path) {
    String own = path.isEmpty() ? name : path + ".";
    String rest = name.startsWith(own) ? name.substring(own.length()) : "";
    if (!rest.isEmpty() && rest.indexOf('.') < 0) {
      return rest;
    }
    String last = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
    return role.equals("value") && !last.isEmpty() ? last : role;
  }
}
