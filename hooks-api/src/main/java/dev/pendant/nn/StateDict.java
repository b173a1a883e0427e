package dev.pendant.nn;

import dev.pendant.hook.StateDictHook;
import dev.pendant.internal.HookList;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A module's values by name, out and in, and the hooks around both. */
final class StateDict {

  final HookList<StateDictHook> beforeTaking = new HookList<>();
  final HookList<StateDictHook> afterTaking = new HookList<>();
  final HookList<StateDictHook> beforeLoading = new HookList<>();
  final HookList<StateDictHook> afterLoading = new HookList<>();

  static Map<String, Tensor> take(Module root) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    root.namedModules()
        .forEach(
            (path, module) -> {
              String prefix = prefix(path);
              run(module.state().beforeTaking, module, prefix, state);
              values(module).forEach((name, value) -> state.put(prefix + name, value.detach()));
              run(module.state().afterTaking, module, prefix, state);
            });
    return state;
  }

  static void load(Module root, Map<String, Tensor> given) {
    Map<String, Tensor> state = new LinkedHashMap<>(given);
    Map<String, Module> modules = root.namedModules();
    modules.forEach(
        (path, module) -> run(module.state().beforeLoading, module, prefix(path), state));
    Map<String, Tensor> targets = new LinkedHashMap<>();
    modules.forEach(
        (path, module) ->
            values(module).forEach((name, value) -> targets.put(prefix(path) + name, value)));
    check(root, state, targets);
    targets.forEach((name, target) -> target.setData(Objects.requireNonNull(state.get(name))));
    modules.forEach(
        (path, module) -> run(module.state().afterLoading, module, prefix(path), state));
  }

  private static void check(Module root, Map<String, Tensor> state, Map<String, Tensor> targets) {
    List<String> wrong = new ArrayList<>();
    targets.forEach(
        (name, target) -> {
          Tensor value = state.get(name);
          if (value == null) {
            wrong.add("missing " + name);
          } else if (!value.spec().equals(target.spec()) || value.backend() != target.backend()) {
            wrong.add(name + " is " + value.spec() + ", expected " + target.spec());
          }
        });
    state.keySet().stream()
        .filter(name -> !targets.containsKey(name))
        .forEach(name -> wrong.add("surplus " + name));
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "the state does not fit "
              + root.type()
              + "; nothing was loaded: "
              + String.join("; ", wrong));
    }
  }

  private static Map<String, Tensor> values(Module module) {
    Map<String, Tensor> values = new LinkedHashMap<>(module.parameters());
    values.putAll(module.buffers());
    return values;
  }

  private static String prefix(String path) {
    return path.isEmpty() ? "" : path + ".";
  }

  private static void run(
      HookList<StateDictHook> hooks, Module module, String prefix, Map<String, Tensor> state) {
    hooks.snapshot().forEach(hook -> hook.call(module, prefix, state));
  }
}
