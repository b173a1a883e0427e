package dev.pendant.cli;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.ExplainedCall;
import dev.pendant.cam.LayerChoice;
import dev.pendant.cam.LayerPoint;
import dev.pendant.cam.OutputChoice;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.nn.ModuleNotFoundException;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensors;
import java.util.List;

/** Turns {@code --layer} into places in a model, before any picture is read. */
final class TargetLayer {

  private static final String LISTED = "'pendant layers' with the same --model";

  private TargetLayer() {}

  /**
   * Holds choices to a method, before any model is read.
   *
   * @throws UsageException if one is empty, or the method would not look at it
   */
  static void require(List<String> choices, CamMethod method) {
    if (choices.stream().anyMatch(String::isBlank)) {
      throw new UsageException("--layer is empty: give a path, see " + LISTED + ", or auto");
    }
    if (!method.needsLayer() && !choices.stream().allMatch(LayerChoice.AUTO::equals)) {
      throw new UsageException(
          "--layer: %s looks at the input or at all layers and takes no --layer; leave it out, or take a method that looks at one, such as grad-cam"
              .formatted(method.id()));
    }
  }

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
      throw new UsageException("--layer: " + inWordsOfTheCommand(e) + suffixes(choice), e);
    }
  }

  /** The library's own says which method of a module lists paths. */
  private static String inWordsOfTheCommand(ModuleNotFoundException e) {
    String message = String.valueOf(e.getMessage());
    String listed = message.replace("modules() lists them", LISTED + " lists them");
    return listed.equals(message) ? message + "; see " + LISTED : listed;
  }

  /** What went for a part of the path but was perhaps meant to follow it. */
  private static String suffixes(String choice) {
    boolean meant = LayerPoint.parse(choice).path().matches(".*[:#\\[].*");
    return meant ? "; only :input, #N and [N] may follow a path" : "";
  }
}
