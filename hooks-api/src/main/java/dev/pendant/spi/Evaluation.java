package dev.pendant.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend returns for an operator.
 *
 * @param outputs owned by the caller
 * @param vjp owned by the caller; null if no input's gradient was asked for
 */
public record Evaluation(List<NativeArray> outputs, @Nullable Vjp vjp) {

  public Evaluation {
    outputs = List.copyOf(outputs);
  }

  public static Evaluation of(NativeArray output, @Nullable Vjp vjp) {
    return new Evaluation(List.of(output), vjp);
  }
}
