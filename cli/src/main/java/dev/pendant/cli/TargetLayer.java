package dev.pendant.cli;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.ExplainedCall;
import dev.pendant.cam.LayerChoice;
import dev.pendant.cam.LayerPoint;
import dev.pendant.cam.OutputChoice;
import dev.pendant.nn.ModuleNotFoundException;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensors;
import java.util.List;

/** Turns {@code --layer} into places in a model, before any picture is read. */
final class TargetLayer {

  private TargetLayer() {}

  /** The text form of what all choices stand for. */
  static String[] names(LoadedModel model, List<String> choices, OutputChoice output) {
    return choices.stream()
        .flatMap(choice -> points(model, choice, output).stream())
        .map(LayerPoint::toString)
        .toArray(String[]::new);
  }

  /**
   * @param choice as {@link LayerChoice#of(String)}
   * @param output which is explained
   * @throws UsageException if there is no such module, naming the nearest
   * @throws dev.pendant.cam.LayerException if {@code auto} finds none
   */
  static List<LayerPoint> points(LoadedModel model, String choice, OutputChoice output) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      Tensors inputs = Tensors.of(model.blank());
      return LayerChoice.of(choice)
          .points(new ExplainedCall(model.module(), inputs, List.of(0), output));
    } catch (ModuleNotFoundException e) {
      throw new UsageException(
          "--layer: " + e.getMessage() + "; see 'pendant layers' with the same --model", e);
    }
  }
}
