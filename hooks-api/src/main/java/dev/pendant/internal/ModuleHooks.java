package dev.pendant.internal;

import dev.pendant.hook.AlwaysForwardHook;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.HookInfo;
import dev.pendant.nn.HookInfo.Kind;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four lists of hooks a module has; one more set of them is everybody's. */
public final class ModuleHooks {

  /** Run for every module, before its own. */
  public static final ModuleHooks GLOBAL = new ModuleHooks();

  private final HookList<ForwardPreHook> forwardPre;
  private final HookList<Forward> forward;
  private final HookList<BackwardPreHook> backwardPre;
  private final HookList<BackwardHook> backward;

  public ModuleHooks() {
    this(new HookList<>(), new HookList<>(), new HookList<>(), new HookList<>());
  }

  private ModuleHooks(
      HookList<ForwardPreHook> forwardPre,
      HookList<Forward> forward,
      HookList<BackwardPreHook> backwardPre,
      HookList<BackwardHook> backward) {
    this.forwardPre = forwardPre;
    this.forward = forward;
    this.backwardPre = backwardPre;
    this.backward = backward;
  }

  /** The same hooks, to be taken off one set without the other (H-193). */
  public ModuleHooks copy() {
    return new ModuleHooks(forwardPre.copy(), forward.copy(), backwardPre.copy(), backward.copy());
  }

  public HookHandle add(ForwardPreHook hook, boolean first) {
    return forwardPre.add(hook, first);
  }

  public HookHandle add(ForwardHook hook, boolean first) {
    return forward.add(new Forward(hook, null), first);
  }

  public HookHandle add(AlwaysForwardHook hook, boolean first) {
    return forward.add(new Forward(null, hook), first);
  }

  public HookHandle add(BackwardPreHook hook, boolean first) {
    return backwardPre.add(hook, first);
  }

  public HookHandle add(BackwardHook hook, boolean first) {
    return backward.add(hook, first);
  }

  HookList<ForwardPreHook> forwardPre() {
    return forwardPre;
  }

  HookList<Forward> forward() {
    return forward;
  }

  HookList<BackwardPreHook> backwardPre() {
    return backwardPre;
  }

  HookList<BackwardHook> backward() {
    return backward;
  }

  public void clear() {
    forwardPre.clear();
    forward.clear();
    backwardPre.clear();
    backward.clear();
  }

  /** What hangs here, kind by kind, in the order it runs. */
  public List<HookInfo> list(String path) {
    List<HookInfo> infos = new ArrayList<>();
    list(path, Kind.FORWARD_PRE, forwardPre, infos);
    list(path, Kind.FORWARD, forward, infos);
    list(path, Kind.BACKWARD_PRE, backwardPre, infos);
    list(path, Kind.BACKWARD, backward, infos);
    return infos;
  }

  private static <H> void list(String path, Kind kind, HookList<H> hooks, List<HookInfo> infos) {
    List<H> all = hooks.snapshot();
    List<Long> ids = hooks.ids();
    for (int i = 0; i < Math.min(all.size(), ids.size()); i++) {
      Object hook = all.get(i) instanceof Forward entry ? entry.users() : all.get(i);
      infos.add(new HookInfo(path, kind, ids.get(i), hook));
    }
  }

  /** A forward hook of either kind; the two share one order. */
  static final class Forward {
    private final @Nullable ForwardHook ordinary;
    private final @Nullable AlwaysForwardHook always;

    Forward(@Nullable ForwardHook ordinary, @Nullable AlwaysForwardHook always) {
      this.ordinary = ordinary;
      this.always = always;
    }

    Object users() {
      return ordinary != null ? ordinary : java.util.Objects.requireNonNull(always);
    }

    @Nullable Tensors call(Module module, Tensors inputs, Tensors outputs) {
      return ordinary != null
          ? ordinary.call(module, inputs, outputs)
          : java.util.Objects.requireNonNull(always).call(module, inputs, outputs);
    }

    /** The hook if it also runs after a failure. */
    @Nullable AlwaysForwardHook always() {
      return always;
    }
  }
}
