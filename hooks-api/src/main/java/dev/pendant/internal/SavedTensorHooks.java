package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.tensor.Tensor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does with the tensors it saves for backward; the innermost pair is the one that
 * counts.
 */
public final class SavedTensorHooks {

  private static final ThreadLocal<@Nullable SavedTensorHooks> CURRENT = new ThreadLocal<>();

  private final Function<Tensor, Object> pack;
  private final Function<Object, Tensor> unpack;

  private SavedTensorHooks(Function<Tensor, Object> pack, Function<Object, Tensor> unpack) {
    this.pack = pack;
    this.unpack = unpack;
  }

  @SuppressWarnings("unchecked") // unpack is only ever given what its own pack returned
  public static <P> GradMode.Guard install(Function<Tensor, P> pack, Function<P, Tensor> unpack) {
    SavedTensorHooks before = CURRENT.get();
    CURRENT.set(
        new SavedTensorHooks((Function<Tensor, Object>) pack, (Function<Object, Tensor>) unpack));
    return () -> {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    };
  }

  static @Nullable SavedTensorHooks current() {
    return CURRENT.get();
  }

  Object pack(Tensor tensor) {
    return pack.apply(tensor);
  }

  Tensor unpack(Object packed) {
    return unpack.apply(packed);
  }
}
