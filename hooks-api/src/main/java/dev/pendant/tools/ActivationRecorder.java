package dev.pendant.tools;

import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what modules returned, by path and call.
 *
 * <pre>{@code
 * try (var recorder = ActivationRecorder.copying(model, "features.*")) {
 *   model.call(picture);
 *   float[] first = recorder.get("features.0");
 * }
 * }</pre>
 *
 * <p>A call is numbered as {@link Module#callIndex} does, from 0 within the outermost call. The
 * newest recording of a path and call replaces the one before. It holds what the hooks before it
 * left of the outputs; a module that stands at several paths is under the first of them.
 *
 * <p>The model may be called by many threads meanwhile; what the thread that opened the recorder
 * runs is recorded, so threads with a recorder each do not disturb each other.
 *
 * @param <T> what is held for a tensor
 */
public final class ActivationRecorder<T> implements AutoCloseable {

  private final Recordings<T> recordings;
  private final HookHandle hooks;

  private ActivationRecorder(Module model, String pattern, Recordings<T> recordings) {
    this.recordings = recordings;
    List<HookHandle> handles = new ArrayList<>();
    HookedModules.once(model.select(pattern).modules())
        .forEach(
            (path, selected) ->
                handles.add(
                    selected.registerForwardHook(
                        ForwardHook.observing(
                            (module, inputs, outputs) ->
                                recordings.put(path, module.callIndex(), outputs)))));
    this.hooks = HookHandle.all(handles);
  }

  /**
   * Holds tensors that share the outputs' memory, off the tape; they belong to the recorder and die
   * with it, or when they are replaced. To have one live on, {@link Tensor#detach} it.
   *
   * @param pattern as in {@link Module#select}
   * @throws dev.pendant.nn.ModuleNotFoundException if it fits no module
   */
  public static ActivationRecorder<Tensor> keeping(Module model, String pattern) {
    return new ActivationRecorder<>(model, pattern, Recordings.keeping());
  }

  /**
   * Holds copies of the values, row-major, and no native memory. For floating outputs only: a
   * module that returns another type fails with {@link IllegalStateException}.
   */
  public static ActivationRecorder<float[]> copying(Module model, String pattern) {
    return new ActivationRecorder<>(model, pattern, Recordings.copying());
  }

  /**
   * The only output of the only call.
   *
   * @throws IllegalArgumentException if none or several were recorded, saying what there is
   */
  public T get(String path) {
    return recordings.only(path);
  }

  /** The only output of a call. */
  public T get(String path, int call) {
    return recordings.single(path, call);
  }

  /** All outputs of a call, null where a slot was empty. */
  public List<@Nullable T> all(String path, int call) {
    return recordings.all(path, call);
  }

  /** How many calls of a path are held. */
  public int calls(String path) {
    return recordings.calls(path);
  }

  /** The paths something is held of, in the order they first returned. */
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
    hooks.close();
    recordings.close();
  }
}
