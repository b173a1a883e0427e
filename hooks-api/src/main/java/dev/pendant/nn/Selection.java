package dev.pendant.nn;

import dev.pendant.hook.AlwaysForwardHook;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.HookOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Modules chosen by a pattern; a hook registered here hangs on each, and one handle takes it off
 * all.
 */
public final class Selection {

  private final Map<String, Module> modules;

  private Selection(Map<String, Module> modules) {
    this.modules = modules;
  }

  static Selection of(Module root, String pattern) {
    Pattern regex = regex(ModulePaths.normalized(pattern));
    Map<String, Module> all = root.namedModules();
    Map<String, Module> fitting = new LinkedHashMap<>();
    all.forEach(
        (path, module) -> {
          boolean itself = path.isEmpty();
          if (regex.matcher(path).matches()
              && (!itself || pattern.isEmpty() || pattern.equals("**"))) {
            fitting.put(path, module);
          }
        });
    if (fitting.isEmpty()) {
      throw new ModuleNotFoundException(pattern, all.keySet());
    }
    return new Selection(fitting);
  }

  private static Pattern regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*' && i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^.]*");
      } else if (c == '?') {
        regex.append("[^.]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  /** The modules by path, parents first. */
  public Map<String, Module> modules() {
    return java.util.Collections.unmodifiableMap(modules);
  }

  public HookHandle registerForwardPreHook(ForwardPreHook hook, HookOption... options) {
    return each(module -> module.registerForwardPreHook(hook, options));
  }

  public HookHandle registerForwardHook(ForwardHook hook, HookOption... options) {
    return each(module -> module.registerForwardHook(hook, options));
  }

  public HookHandle registerAlwaysForwardHook(AlwaysForwardHook hook, HookOption... options) {
    return each(module -> module.registerAlwaysForwardHook(hook, options));
  }

  public HookHandle registerBackwardPreHook(BackwardPreHook hook, HookOption... options) {
    return each(module -> module.registerBackwardPreHook(hook, options));
  }

  public HookHandle registerBackwardHook(BackwardHook hook, HookOption... options) {
    return each(module -> module.registerBackwardHook(hook, options));
  }

  private HookHandle each(Function<Module, HookHandle> register) {
    return HookHandle.all(modules.values().stream().map(register).toList());
  }
}
