package dev.pendant.hook;

import dev.pendant.nn.Module;
import org.jspecify.annotations.Nullable;

/**
 * Sees, and may replace, what is registered in any module; runs before it is stored, also when an
 * entry is replaced (H-176, H-177).
 *
 * @param <T> a parameter, a buffer or a child
 */
@FunctionalInterface
public interface RegistrationHook<T> {

  /**
   * @return null to store the value as it is; else what to store. A throw leaves nothing stored
   */
  @Nullable T call(Module owner, String name, T value);
}
