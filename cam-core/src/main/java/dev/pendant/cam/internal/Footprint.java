package dev.pendant.cam.internal;

import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What runs of a model on this thread make: about how many bytes (twice what its innermost modules
 * return), and which extents the tensors have that modules take and return.
 */
final class Footprint implements AutoCloseable {

  private static final int FUNCTIONS_BETWEEN = 2;

  private final List<HookHandle> hooks = new ArrayList<>();
  private final Set<Long> extents = new HashSet<>();
  private long bytes;

  Footprint(Module model) {
    Thread thread = Thread.currentThread();
    for (Module module : model.namedModules().values()) {
      hooks.add(
          module.registerForwardHook(
              (m, in, out) -> {
                if (Thread.currentThread() == thread) {
                  see(in);
                  see(out);
                  bytes += module.children().isEmpty() ? bytes(out) : 0;
                }
                return null;
              }));
    }
  }

  private void see(Tensors tensors) {
    tensors.present().forEach(tensor -> tensor.shape().stream().forEach(extents::add));
  }

  private static long bytes(Tensors tensors) {
    return tensors.present().mapToLong(tensor -> tensor.spec().bytes()).sum();
  }

  long bytes() {
    return FUNCTIONS_BETWEEN * bytes;
  }

  /** Whether some axis has so many places. */
  boolean hasExtent(long extent) {
    return extents.contains(extent);
  }

  @Override
  public void close() {
    hooks.forEach(HookHandle::close);
  }
}
