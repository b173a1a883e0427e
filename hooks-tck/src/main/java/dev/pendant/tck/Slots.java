package dev.pendant.tck;

import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gradients as a log holds them: one entry per slot, null where a slot is empty. */
final class Slots {

  private Slots() {}

  static List<@Nullable Object> values(Tensors gradients) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Tensor gradient : gradients.slots()) {
      values.add(gradient == null ? null : HookTckBase.value(gradient));
    }
    return values;
  }

  /** What a log entry should be. */
  static List<@Nullable Object> of(@Nullable Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }
}
