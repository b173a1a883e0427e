package dev.pendant.tck;

import java.nio.file.Path;

/**
 * Module systems that are wrong on purpose. Pendant's is one implementation without doors for a
 * wrong part, so each is Pendant's own source with one line changed.
 */
enum FaultyHooks {
  DROPS_A_HOOK(
      "HookList",
      "return state.hooks;",
      "return state.hooks.size() < 2 ? state.hooks : state.hooks.subList(0, 1);"),

  FIRES_TWICE(
      "HookList",
      "return state.hooks;",
      "List<H> twice = new ArrayList<>(state.hooks); twice.addAll(state.hooks); return twice;"),

  RUNS_IN_THE_WRONG_ORDER(
      "HookList",
      "int at = first ? 0 : before.ids.size();",
      "int at = first ? before.ids.size() : 0;"),

  IGNORES_CLOSE("HookList", "list.remove(id);", "list.isEmpty();"),

  /** What a module's backward hook answers for its first input goes to the others as well. */
  MODULE_HOOK_CHANGES_A_SIBLING(
      "BoundaryNode",
      "values.add(tensor == null || specs.get(i) == null ? null : Gradient.of(tensor));",
      "values.add(tensor == null || specs.get(i) == null ? null"
          + " : Gradient.of(tensors.slot(0) == null ? tensor : tensors.get(0)));"),

  /** The same of a hook on a node. */
  NODE_HOOK_CHANGES_A_SIBLING(
      "PassHooks",
      "gradients[i] = replacement == null ? null : Gradient.of(replacement);",
      "gradients[i] = replacement == null ? null"
          + " : Gradient.of(answer.slot(0) == null ? replacement : answer.get(0));"),

  DROPS_BACKWARD_HOOKS_OF_MODULES(
      "ModuleCall",
      "List<BackwardHook> hooks() {\n    return hooks;",
      "List<BackwardHook> hooks() {\n    return List.of();");

  private static final Path SOURCES = Path.of("../hooks-api/src/main/java/dev/pendant/internal");

  private final String file;
  private final String right;
  private final String wrong;

  FaultyHooks(String file, String right, String wrong) {
    this.file = file;
    this.right = right;
    this.wrong = wrong;
  }

  /** Compiles the changed source into a folder. */
  void build(Path folder) {
    ChangedSource.of(SOURCES.resolve(file + ".java")).replace(right, wrong).compile(folder);
  }
}
