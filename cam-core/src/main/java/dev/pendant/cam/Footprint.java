package dev.pendant.cam;

import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts about how many bytes a run of a model makes: twice what its innermost modules return. */
final class Footprint implements AutoCloseable {

  private static final int FUNCTIONS_BETWEEN = 2;

  private final List<HookHandle> hooks = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();

  Footprint(Module model) {
    Thread thread = Thread.currentThread();
    for (Module module : model.namedModules().values()) {
      if (module.children().isEmpty()) {
        hooks.add(
            module.registerForwardHook(
                (m, in, out) -> {
                  if (Thread.currentThread() == thread) {
                    out.present().forEach(tensor -> bytes.addAndGet(tensor.spec().bytes()));
                  }
                  return null;
                }));
      }
    }
  }

  long bytes() {
    return FUNCTIONS_BETWEEN * bytes.get();
  }

  @Override
  public void close() {
    hooks.forEach(HookHandle::close);
  }
}
