package dev.pendant.tools;

import dev.pendant.nn.Module;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The modules a tool hangs its hooks on. */
final class HookedModules {

  private HookedModules() {}

  /** One that stands at several paths is hooked once, under the first: each call fires one hook. */
  static Map<String, Module> once(Map<String, Module> modules) {
    Set<Module> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<String, Module> distinct = new LinkedHashMap<>();
    modules.forEach(
        (path, module) -> {
          if (seen.add(module)) {
            distinct.put(path, module);
          }
        });
    return distinct;
  }

  /** How a path is written for people; the model itself has an empty one. */
  static String display(String path) {
    return path.isEmpty() ? "(model)" : path;
  }
}
