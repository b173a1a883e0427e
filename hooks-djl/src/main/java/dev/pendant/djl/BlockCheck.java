package dev.pendant.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import dev.pendant.PendantException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds all that keeps a block from being wrapped, before anything is made. */
final class BlockCheck {

  private BlockCheck() {}

  /**
   * @throws PendantException naming every parameter that does not fit
   */
  static void check(Block block) {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Parameter> entry : BlockParameters.all(block).entrySet()) {
      String reason = wrongWith(entry.getValue());
      if (!reason.isEmpty()) {
        wrong.add(entry.getKey() + " " + reason);
      }
    }
    if (!wrong.isEmpty()) {
      throw new PendantException(
          "the block "
              + block.getClass().getSimpleName()
              + " cannot be wrapped, its parameters must be initialised arrays of the PyTorch"
              + " engine on the CPU, float32, float64 or int64: "
              + String.join(", ", wrong)
              + "; load its parameters or call initialize(manager, DataType.FLOAT32, inputShape)");
    }
  }

  private static String wrongWith(Parameter parameter) {
    if (!parameter.isInitialized()) {
      return "is not initialised";
    }
    NDArray array = parameter.getArray();
    if (!(array instanceof PtNDArray)) {
      return "is a " + array.getClass().getSimpleName();
    }
    if (array.getDevice().isGpu()) {
      return "is on " + array.getDevice();
    }
    return switch (array.getDataType()) {
      case FLOAT32, FLOAT64, INT64 -> "";
      default -> "is " + array.getDataType().name().toLowerCase(Locale.ROOT);
    };
  }
}
