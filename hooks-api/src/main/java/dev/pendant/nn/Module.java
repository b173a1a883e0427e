package dev.pendant.nn;

import dev.pendant.autograd.GradMode;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.internal.HookList;
import dev.pendant.internal.ModuleCall;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named callable with children and parameters, on which hooks hang. {@link #call} runs hooks
 * around {@link #forward}, which is what a subclass writes.
 *
 * <p>A module owns its parameters and buffers, whatever scope was open when they were registered,
 * and frees them when it is closed. One module may be called by many threads at once, hooks being
 * registered and taken off meanwhile; children and parameters are registered by one thread before
 * that.
 */
public abstract class Module implements AutoCloseable {

  private final Map<String, Module> children = new LinkedHashMap<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();

  private final HookList<ForwardPreHook> forwardPreHooks = new HookList<>();
  private final HookList<ForwardHook> forwardHooks = new HookList<>();
  private final HookList<BackwardHook> backwardHooks = new HookList<>();

  private volatile List<Spec> lastOutputs = List.of();

  /** What the module computes; called directly, it runs no hooks (H-113). */
  public abstract Tensors forward(Tensors inputs);

  /** What kind of module it is, for people to read. */
  public String type() {
    return getClass().getSimpleName();
  }

  // --- calling --------------------------------------------------------------------------------

  /** Runs pre-hooks, {@link #forward}, then hooks; each may replace what it sees. */
  public final Tensors call(Tensors inputs) {
    return call(inputs, this::forward);
  }

  /** The same for one tensor in, one out. */
  public final Tensor call(Tensor input) {
    return call(Tensors.of(input)).single();
  }

  /** The same around another body than {@link #forward}, for modules whose calls differ. */
  protected final Tensors call(Tensors inputs, Function<Tensors, Tensors> body) {
    List<BackwardHook> backward = backwardHooks.snapshot();
    Tensors seen = inputs;
    for (ForwardPreHook hook : forwardPreHooks.snapshot()) {
      Tensors answer = hook.call(this, seen);
      seen = answer == null ? seen : answer;
    }
    ModuleCall boundary =
        backward.isEmpty() || !GradMode.isEnabled() ? null : new ModuleCall(this, backward);
    if (boundary != null) {
      seen = boundary.enter(seen);
    }
    Tensors outputs = body.apply(seen);
    for (ForwardHook hook : forwardHooks.snapshot()) {
      Tensors answer = hook.call(this, seen, outputs);
      outputs = answer == null ? outputs : answer;
    }
    lastOutputs = outputs.present().map(Tensor::spec).toList();
    return boundary == null ? outputs : boundary.leave(outputs);
  }

  // --- hooks ----------------------------------------------------------------------------------

  /** Calls the hook before each {@link #call}; cases H-097 to H-107. */
  public final HookHandle registerForwardPreHook(ForwardPreHook hook) {
    return forwardPreHooks.add(hook);
  }

  /** Calls the hook after each {@link #call}; cases H-108 to H-117. */
  public final HookHandle registerForwardHook(ForwardHook hook) {
    return forwardHooks.add(hook);
  }

  /**
   * Calls the hook when a backward pass comes through a call of this module made while the hook was
   * registered; cases H-123 to H-148. What PyTorch calls {@code register_full_backward_hook}.
   */
  public final HookHandle registerBackwardHook(BackwardHook hook) {
    return backwardHooks.add(hook);
  }

  // --- the tree -------------------------------------------------------------------------------

  /**
   * Adds a child.
   *
   * @param name neither empty nor with a dot
   * @return the child
   */
  protected final <M extends Module> M register(String name, M child) {
    checkName(name);
    children.put(name, child);
    return child;
  }

  /** Adds a parameter, which from now on belongs to this module alone. */
  protected final Tensor registerParameter(String name, Tensor value) {
    checkName(name);
    parameters.put(name, value.keep());
    return value;
  }

  /**
   * Adds a constant that is not trained, such as a running mean; belongs to this module from now
   * on.
   */
  protected final Tensor registerBuffer(String name, Tensor value) {
    checkName(name);
    buffers.put(name, value.keep());
    return value;
  }

  private void checkName(String name) {
    if (name.isEmpty() || name.indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "a name in " + type() + " must be neither empty nor hold a dot, got '" + name + "'");
    }
    if (children.containsKey(name) || parameters.containsKey(name) || buffers.containsKey(name)) {
      throw new IllegalArgumentException(type() + " has an entry named '" + name + "' already");
    }
  }

  /** Children by name, in the order registered. */
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  /** Parameters of this module alone, by name. */
  public final Map<String, Tensor> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** Buffers of this module alone, by name. */
  public final Map<String, Tensor> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** This module under the empty path, then all below it by path, parents first. */
  public final Map<String, Module> namedModules() {
    Map<String, Module> found = new LinkedHashMap<>();
    collect("", found);
    return found;
  }

  private void collect(String path, Map<String, Module> found) {
    found.put(path, this);
    children.forEach(
        (name, child) -> child.collect(path.isEmpty() ? name : path + "." + name, found));
  }

  /** Parameters of this module and all below it, by path, such as {@code layer1.0.conv1.weight}. */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> found = new LinkedHashMap<>();
    namedModules()
        .forEach(
            (path, module) ->
                module.parameters.forEach(
                    (name, value) -> found.put(path.isEmpty() ? name : path + "." + name, value)));
    return found;
  }

  /**
   * The module at a path such as {@code layer4.1.conv2}; a slash counts as a dot, the empty path is
   * this module.
   *
   * @throws ModuleNotFoundException naming the nearest paths there are
   */
  public final Module find(String path) {
    Map<String, Module> all = namedModules();
    Module module = all.get(ModulePaths.normalized(path));
    if (module == null) {
      throw new ModuleNotFoundException(path, all.keySet());
    }
    return module;
  }

  /** Path, type and, after a call, output shapes of this module and all below it. */
  public final List<ModuleInfo> modules() {
    List<ModuleInfo> infos = new ArrayList<>();
    namedModules()
        .forEach(
            (path, module) ->
                infos.add(new ModuleInfo(path, module.type(), module.lastOutputs, module)));
    return infos;
  }

  /** Frees parameters and buffers, those of the children too. Calling it again does nothing. */
  @Override
  public void close() {
    children.values().forEach(Module::close);
    parameters.values().forEach(Tensor::close);
    buffers.values().forEach(Tensor::close);
  }

  /** The type, and the path-like tree below it in one line. */
  @Override
  public String toString() {
    return children.isEmpty() ? type() : type() + children;
  }

  /** For subclasses with an optional parameter. */
  protected final @Nullable Tensor registerOptional(String name, @Nullable Tensor value) {
    return value == null ? null : registerParameter(name, value);
  }
}
