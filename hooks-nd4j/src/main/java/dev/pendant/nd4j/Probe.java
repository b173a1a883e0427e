package dev.pendant.nd4j;

import dev.pendant.spi.Availability;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds out whether ND4J works by adding two numbers natively. The answer is kept for good: a class
 * that failed to initialise never will, and only its first failure says why.
 */
final class Probe {

  private static @Nullable Availability answer;

  private Probe() {}

  static synchronized Availability availability() {
    if (answer == null) {
      answer = attempt();
    }
    return answer;
  }

  private static Availability attempt() {
    try {
      String refusal = Cuda.refusal();
      if (refusal != null) {
        return Availability.unusable(refusal, null);
      }
      double sum = sum();
      return sum == 5
          ? Availability.usable(Nd4j.getEnvironment().isCPU() ? "cpu" : "cuda")
          : Availability.unusable("ND4J says that 2 + 3 is " + sum, null);
    } catch (Throwable e) {
      return Availability.unusable(NativeJars.explain(e), e);
    }
  }

  private static double sum() {
    try (Scratch s = new Scratch(new NativeExecutor())) {
      INDArray two = s.scalar(DataType.FLOAT, 2);
      return Arithmetic.add(s, two, 3).data().getDouble(0);
    }
  }
}
