package dev.pendant.nn;

import dev.pendant.hook.AlwaysForwardHook;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.HookOption;
import dev.pendant.hook.StateDictHook;
import dev.pendant.internal.CallStack;
import dev.pendant.internal.ModuleHooks;
import dev.pendant.internal.ModuleRun;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
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
 *
 * <p>Of each kind of hook the {@linkplain GlobalModuleHooks global ones} run first. The order of
 * one call: forward pre-hooks, forward, forward hooks; of its backward pass: hooks of the returned
 * tensor, backward pre-hooks, the backward of what forward did, backward hooks, hooks of the
 * argument tensor (H-150). An exception from any hook reaches the caller as itself, and the module
 * works afterwards.
 */
public abstract class Module implements AutoCloseable {

  private final Entries<Module> children = new Entries<>();
  private final Entries<Tensor> parameters = new Entries<>();
  private final Entries<Tensor> buffers = new Entries<>();
  private ModuleHooks hooks = new ModuleHooks();
  private final StateDict state = new StateDict();
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
    Tensors outputs = ModuleRun.call(this, hooks, inputs, body);
    lastOutputs = outputs.present().map(Tensor::spec).toList();
    return outputs;
  }

  /**
   * Which call of this module, within the outermost call that runs on this thread, a hook is in;
   * from 0. For a backward hook, the forward call it belongs to.
   *
   * @throws IllegalStateException if this module is not being called on this thread
   */
  public final int callIndex() {
    Integer index = CallStack.indexOf(this);
    if (index == null) {
      throw new IllegalStateException(
          type() + " is not being called on this thread; ask inside one of its hooks");
    }
    return index;
  }

  // --- hooks ----------------------------------------------------------------------------------

  /**
   * Calls the hook before each {@link #call}, also under no-grad; what it returns replaces all
   * inputs. Cases H-097 to H-107.
   */
  public final HookHandle registerForwardPreHook(ForwardPreHook hook, HookOption... options) {
    return hooks.add(hook, first(options));
  }

  /**
   * Calls the hook after each {@link #call} that did not fail, also under no-grad; what it returns
   * replaces all outputs. Cases H-108 to H-117.
   */
  public final HookHandle registerForwardHook(ForwardHook hook, HookOption... options) {
    return hooks.add(hook, first(options));
  }

  /** The same, and after a call that failed, too. Cases H-118 to H-122. */
  public final HookHandle registerAlwaysForwardHook(AlwaysForwardHook hook, HookOption... options) {
    return hooks.add(hook, first(options));
  }

  /**
   * Calls the hook when a backward pass comes to the outputs of a call of this module made while
   * the hook was registered. Cases H-149 to H-154.
   */
  public final HookHandle registerBackwardPreHook(BackwardPreHook hook, HookOption... options) {
    return hooks.add(hook, first(options));
  }

  /**
   * Calls the hook when a backward pass comes through a call of this module made while the hook was
   * registered: taking it off later does not stop it for that call (H-159). Cases H-123 to H-148.
   * What PyTorch calls {@code register_full_backward_hook}.
   */
  public final HookHandle registerBackwardHook(BackwardHook hook, HookOption... options) {
    return hooks.add(hook, first(options));
  }

  private static boolean first(HookOption[] options) {
    return Arrays.asList(options).contains(HookOption.PREPEND);
  }

  /** The hooks of this module and of all below it, in the order they run. */
  public final List<HookInfo> hooks() {
    List<HookInfo> infos = new ArrayList<>();
    namedModules().forEach((path, module) -> infos.addAll(module.hooks.list(path)));
    return infos;
  }

  /** Takes every hook off this module and all below it; their handles do nothing from then on. */
  public final void removeHooks() {
    namedModules().values().forEach(module -> module.hooks.clear());
  }

  /**
   * The modules whose path fits a pattern: {@code ?} is one character and {@code *} any run of
   * them, neither across a dot; {@code **} crosses dots. The model itself is fitted by the empty
   * pattern and by {@code **} alone.
   *
   * @throws ModuleNotFoundException if none does, naming the nearest paths
   */
  public final Selection select(String pattern) {
    return Selection.of(this, pattern);
  }

  // --- the tree -------------------------------------------------------------------------------

  /**
   * Adds a child; registration hooks may replace it (H-176).
   *
   * @param name neither empty nor with a dot nor taken
   * @return the child as registered
   */
  @SuppressWarnings("unchecked") // a hook that answers another type fails where the child is used
  protected final <M extends Module> M register(String name, M child) {
    checkFree(name);
    Module stored = GlobalModuleHooks.registered(this, name, child);
    children.put(name, stored);
    return (M) stored;
  }

  /**
   * Adds a parameter, which from now on belongs to this module alone.
   *
   * @throws IllegalArgumentException if it was recorded, or the name is taken
   */
  protected final Tensor registerParameter(String name, Tensor value) {
    checkFree(name);
    checkLeaf(name, value);
    Tensor stored = GlobalModuleHooks.parameterRegistered(this, name, value);
    parameters.put(name, stored.keep());
    return stored;
  }

  /** Adds a parameter that some modules of this type do without. */
  protected final void registerOptional(String name, @Nullable Tensor value) {
    if (value != null) {
      registerParameter(name, value);
    }
  }

  /**
   * Adds a constant that is not trained, such as a running mean; belongs to this module from now
   * on.
   */
  protected final Tensor registerBuffer(String name, Tensor value) {
    checkFree(name);
    Tensor stored = GlobalModuleHooks.bufferRegistered(this, name, value);
    buffers.put(name, stored.keep());
    return stored;
  }

  private void checkLeaf(String name, Tensor value) {
    if (!value.isLeaf()) {
      throw new IllegalArgumentException(
          "parameter '"
              + name
              + "' of "
              + type()
              + " must be a leaf, was recorded by "
              + value.origin()
              + "; detach() it first");
    }
  }

  private void checkFree(String name) {
    if (name.isEmpty() || name.indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "a name in " + type() + " must be neither empty nor hold a dot, got '" + name + "'");
    }
    if (children.get(name) != null || parameters.get(name) != null || buffers.get(name) != null) {
      throw new IllegalArgumentException(type() + " has an entry named '" + name + "' already");
    }
  }

  /**
   * Puts another child in the place of the one of that name; registration hooks run as at first
   * (H-176).
   *
   * @return the child that was there, for the caller to close
   * @throws IllegalArgumentException if there is none
   */
  public final Module replaceChild(String name, Module child) {
    Module before = children.require(name, type(), "child");
    children.put(name, GlobalModuleHooks.registered(this, name, child));
    return before;
  }

  /** The same for a parameter. */
  public final Tensor replaceParameter(String name, Tensor value) {
    checkLeaf(name, value);
    Tensor before = parameter(name);
    parameters.put(name, GlobalModuleHooks.parameterRegistered(this, name, value).keep());
    return before;
  }

  /** The same for a buffer. */
  public final Tensor replaceBuffer(String name, Tensor value) {
    Tensor before = buffer(name);
    buffers.put(name, GlobalModuleHooks.bufferRegistered(this, name, value).keep());
    return before;
  }

  /** Children by name, in the order registered. */
  public final Map<String, Module> children() {
    return children.all();
  }

  /** Parameters of this module alone, by name. */
  public final Map<String, Tensor> parameters() {
    return parameters.all();
  }

  /** Buffers of this module alone, by name. */
  public final Map<String, Tensor> buffers() {
    return buffers.all();
  }

  /**
   * The parameter of this module of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public final Tensor parameter(String name) {
    return parameters.require(name, type(), "parameter");
  }

  /** The buffer of this module of that name. */
  public final Tensor buffer(String name) {
    return buffers.require(name, type(), "buffer");
  }

  /** This module under the empty path, then all below it by path, parents first. */
  public final Map<String, Module> namedModules() {
    Map<String, Module> found = new LinkedHashMap<>();
    collect("", found);
    return found;
  }

  private void collect(String path, Map<String, Module> found) {
    found.put(path, this);
    children()
        .forEach((name, child) -> child.collect(path.isEmpty() ? name : path + "." + name, found));
  }

  /** Parameters of this module and all below it, by path, such as {@code layer1.0.conv1.weight}. */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> found = new LinkedHashMap<>();
    namedModules()
        .forEach(
            (path, module) ->
                module
                    .parameters()
                    .forEach(
                        (name, value) ->
                            found.put(path.isEmpty() ? name : path + "." + name, value)));
    return found;
  }

  /**
   * The module at a path such as {@code layer4.1.conv2}; a slash counts as a dot, the empty path is
   * this module. Where no module has that path, one of that {@linkplain #aliases() other name}.
   *
   * @throws ModuleNotFoundException naming the nearest paths there are
   */
  public final Module find(String path) {
    Map<String, Module> all = namedModules();
    Module module = all.get(ModulePaths.normalized(path));
    String meant = module == null ? aliases().get(path) : null;
    if (meant != null) {
      module = all.get(meant);
    }
    if (module == null) {
      throw new ModuleNotFoundException(path, all.keySet());
    }
    return module;
  }

  /** Other names that {@link #find} knows modules by, such as those of a file; to their paths. */
  protected Map<String, String> aliases() {
    return Map.of();
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

  /**
   * Converts floating parameters and buffers of this module and all below it; hooks on them stay,
   * gradients go (H-198).
   *
   * @return this
   * @throws IllegalArgumentException for a type that is not floating
   */
  public final Module to(DType type) {
    for (Module module : namedModules().values()) {
      Conversion.convert(module.parameters().values(), type);
      Conversion.convert(module.buffers().values(), type);
    }
    return this;
  }

  // --- the values by name ---------------------------------------------------------------------

  /**
   * Parameters and buffers of this module and all below it by path, as new leaves that share
   * memory, in the current scope. Hooks on tensors are not part of it.
   */
  public final Map<String, Tensor> stateDict() {
    return StateDict.take(this);
  }

  /**
   * Puts values into parameters and buffers, which stay the same tensors with their hooks.
   *
   * @param values exactly the names of {@link #stateDict}; stay the caller's
   * @throws IllegalArgumentException naming every missing, surplus and wrongly shaped entry;
   *     nothing was loaded then
   */
  public final void loadStateDict(Map<String, Tensor> values) {
    StateDict.load(this, values);
  }

  /** Calls the hook before this module's values are taken out; case H-205, as the three below. */
  public final HookHandle registerStateDictPreHook(StateDictHook hook) {
    return state.beforeTaking.add(hook);
  }

  /** Calls the hook after this module's values were taken out. */
  public final HookHandle registerStateDictPostHook(StateDictHook hook) {
    return state.afterTaking.add(hook);
  }

  /** Calls the hook before values are checked and put in. */
  public final HookHandle registerLoadStateDictPreHook(StateDictHook hook) {
    return state.beforeLoading.add(hook);
  }

  /** Calls the hook after all values were put in. */
  public final HookHandle registerLoadStateDictPostHook(StateDictHook hook) {
    return state.afterLoading.add(hook);
  }

  final StateDict state() {
    return state;
  }

  // --- copies and lifetime --------------------------------------------------------------------

  /**
   * A module of its own: parameters share memory but gather their own gradients, module hooks are
   * the same but are taken off each by itself, hooks on parameters stay behind (H-193).
   *
   * @throws UnsupportedOperationException if a type does not say how it is copied
   */
  public final Module copy() {
    Module copy = copyWith(new Copies(this));
    copy.hooks = hooks.copy();
    return copy;
  }

  /** A new instance of this type, from copies of what it was made of. */
  protected Module copyWith(Copies copies) {
    throw new UnsupportedOperationException(
        type() + " does not say how it is copied; override copyWith()");
  }

  /** Frees parameters and buffers, those of the children too. Calling it again does nothing. */
  @Override
  public void close() {
    children().values().forEach(Module::close);
    parameters().values().forEach(Tensor::close);
    buffers().values().forEach(Tensor::close);
  }

  /** The type, and the path-like tree below it in one line. */
  @Override
  public String toString() {
    return children().isEmpty() ? type() : type() + children();
  }
}
