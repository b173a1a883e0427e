package dev.pendant.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a block the arrays of one call in the place of its own. */
final class LentStore extends ParameterStore {

  private final Map<String, NDArray> lent;

  /**
   * @param lent by the parameter's id
   */
  LentStore(NDManager manager, Map<String, NDArray> lent) {
    super(manager, false);
    this.lent = lent;
  }

  @Override
  public @Nullable NDArray getValue(
      @Nullable Parameter parameter, Device device, boolean training) {
    if (parameter == null) {
      return null;
    }
    NDArray value = lent.get(parameter.getId());
    return value == null ? super.getValue(parameter, device, training) : value;
  }
}
