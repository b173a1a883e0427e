package dev.pendant.nn;

import dev.pendant.PendantException;
import dev.pendant.internal.Spelling;
import java.util.Collection;

/** A module path leads nowhere. */
public final class ModuleNotFoundException extends PendantException {

  public ModuleNotFoundException(String path, Collection<String> paths) {
    super(
        "no module at '"
            + path
            + "'; nearest: "
            + String.join(", ", Spelling.nearest(ModulePaths.normalized(path), paths, 3))
            + " ("
            + paths.stream().filter(p -> !p.isEmpty()).count()
            + " paths in all, modules() lists them)");
  }

  /** Below a module that shows nothing of what it is made of. */
  ModuleNotFoundException(String path, String closed, String reason) {
    super("no module at '" + path + "': '" + closed + "' " + reason);
  }
}
