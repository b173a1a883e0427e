package dev.pendant.cli;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.LayerChoice;
import dev.pendant.nn.Module;
import dev.pendant.nn.ModuleNotFoundException;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Map;

/** Turns {@code --layer} into a module's path, before any picture is read. */
final class TargetLayer {

  private TargetLayer() {}

  /** The path of each choice, as {@link #path}. */
  static String[] paths(LoadedModel model, List<String> choices) {
    return choices.stream().map(choice -> path(model, choice)).toArray(String[]::new);
  }

  /**
   * @param choice {@code auto}, or a path in any spelling that a module knows
   * @throws UsageException if there is no such module, naming the nearest
   * @throws dev.pendant.cam.LayerException if {@code auto} finds none
   */
  static String path(LoadedModel model, String choice) {
    return choice.equals(LayerChoice.AUTO) ? auto(model) : named(model.module(), choice);
  }

  /** What {@code auto} picks, found by a run on a blank picture. */
  static String auto(LoadedModel model) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      return LayerChoice.auto().path(model.module(), Tensors.of(model.blank()));
    }
  }

  private static String named(Module model, String choice) {
    try {
      Module found = model.find(choice);
      return model.namedModules().entrySet().stream()
          .filter(entry -> entry.getValue() == found)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(choice);
    } catch (ModuleNotFoundException e) {
      throw new UsageException(
          "--layer: " + e.getMessage() + "; see 'pendant layers' with the same --model", e);
    }
  }
}
