package dev.pendant.tools;

import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.TensorHook;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the gradients of what modules returned, by path and forward call, and, if asked, of
 * their parameters. Numbering, replacing and threads are as in {@link ActivationRecorder}: the call
 * of a gradient is that of the activation it belongs to.
 *
 * <pre>{@code
 * try (var recorder = GradientRecorder.copying(model, "layer4")) {
 *   Autograd.backward(model.call(picture).slice(1, 281, 282).sum());
 *   float[] gradient = recorder.get("layer4");
 * }
 * }</pre>
 *
 * <p>Only calls made while it is open are seen, with grad mode on, and of those the ones whose
 * output requires a gradient.
 *
 * @param <T> what is held for a gradient
 */
public final class GradientRecorder<T> implements AutoCloseable {

  private final Map<String, Module> modules;
  private final Recordings<T> recordings;
  private final List<HookHandle> hooks = new ArrayList<>();

  private GradientRecorder(Module model, String pattern, Recordings<T> recordings) {
    this.recordings = recordings;
    this.modules = HookedModules.once(model.select(pattern).modules());
    modules.forEach((path, module) -> hooks.add(module.registerBackwardPreHook(records(path))));
  }

  private BackwardPreHook records(String path) {
    return (module, gradOutputs) -> {
      recordings.put(path, module.callIndex(), gradOutputs);
      return null;
    };
  }

  /**
   * Holds tensors, which belong to the recorder and die with it, or when they are replaced.
   *
   * @param pattern as in {@link Module#select}
   * @throws dev.pendant.nn.ModuleNotFoundException if it fits no module
   */
  public static GradientRecorder<Tensor> keeping(Module model, String pattern) {
    return new GradientRecorder<>(model, pattern, Recordings.keeping());
  }

  /** Holds copies of the values, row-major, and no native memory. */
  public static GradientRecorder<float[]> copying(Module model, String pattern) {
    return new GradientRecorder<>(model, pattern, Recordings.copying());
  }

  /**
   * From now on records also the gradient that each pass brings to the own parameters of these
   * modules, as call 0 of a path such as {@code layer4.0.conv1.weight}; parameters that require no
   * gradient have none.
   *
   * @return this
   */
  public GradientRecorder<T> withParameters() {
    modules.forEach(
        (path, module) ->
            module
                .parameters()
                .forEach((name, value) -> watch(path.isEmpty() ? name : path + "." + name, value)));
    return this;
  }

  private void watch(String path, Tensor parameter) {
    if (parameter.requiresGrad()) {
      hooks.add(
          parameter.registerHook(
              TensorHook.observing(gradient -> recordings.put(path, 0, Tensors.of(gradient)))));
    }
  }

  /**
   * The gradient of the only output of the only call, or of a parameter.
   *
   * @throws IllegalArgumentException if none or several were recorded, saying what there is
   */
  public T get(String path) {
    return recordings.only(path);
  }

  /** The gradient of the only output of a call. */
  public T get(String path, int call) {
    return recordings.single(path, call);
  }

  /** The gradients of all outputs of a call, null where none arrived. */
  public List<@Nullable T> all(String path, int call) {
    return recordings.all(path, call);
  }

  /** The paths something is held of, in the order their gradients first came. */
  public List<String> paths() {
    return recordings.paths();
  }

  /** Forgets, and frees, what is held; goes on recording. */
  public void clear() {
    recordings.clear();
  }

  /** Takes the hooks off and frees what is held. */
  @Override
  public void close() {
    hooks.forEach(HookHandle::close);
    recordings.close();
  }
}
