package dev.pendant.nd4j;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/** What can be told of ND4J's CUDA backend, if that is the one loaded, through its neutral API. */
final class Cuda {

  private Cuda() {}

  /** Why the cards here cannot run it, in one line; null if they can, or on a CPU. */
  static @Nullable String refusal() {
    if (Nd4j.getEnvironment().isCPU()) {
      return null;
    }
    Object devices =
        Nd4j.getExecutioner()
            .getEnvironmentInformation()
            .get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY);
    if (devices instanceof List<?> cards
        && !cards.isEmpty()
        && cards.get(0) instanceof Map<?, ?> card) {
      return refusal(
          String.valueOf(card.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY)),
          String.valueOf(card.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY)));
    }
    return null;
  }

  /** The binaries of 1.0.0-M2.1 hold machine code for these cards and nothing to translate. */
  static @Nullable String refusal(String major, String minor) {
    if (!major.matches("\\d{1,4}") || Integer.parseInt(major) < 9) {
      return null;
    }
    return "this card has compute capability "
        + major
        + "."
        + minor
        + "; ND4J 1.0.0-M2.1's CUDA 11.6 binaries carry code for 3.7 to 8.6 only;"
        + " use org.nd4j:nd4j-native instead of nd4j-cuda, or another card";
  }
}
