package dev.pendant.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.pendant.cam.LayerChoice;
import dev.pendant.cam.LayerException;
import dev.pendant.cam.OutputChoice;
import dev.pendant.nn.ModuleInfo;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Spec;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the modules of a model, after a run on a blank picture. */
@Command(
    name = "layers",
    description =
        "Lists a model's modules with types and output shapes, and marks what --layer auto picks.",
    mixinStandardHelpOptions = true)
final class LayersCommand implements Callable<Integer> {

  private final Console console;
  private final Provider<BackendOpener> backends;
  private final ModelSource models;

  @Mixin private ModelOptions options;

  @Option(
      names = "--aliases",
      description =
          "Also lists what else --layer knows each module by, such as a file's own names.")
  private boolean aliases;

  @Inject
  LayersCommand(Console console, Provider<BackendOpener> backends, ModelSource models) {
    this.console = console;
    this.backends = backends;
    this.models = models;
  }

  @Override
  public Integer call() {
    try (Backend backend = backends.get().open(options.backend);
        LoadedModel model = models.load(options.model, null, null, backend)) {
      String auto = auto(model);
      Map<String, String> others = aliases ? aliases(model) : Map.of();
      Table table = new Table("path", "type", "output", "", aliases ? "also known as" : "");
      for (ModuleInfo info : model.module().modules()) {
        table.row(
            info.path().isEmpty() ? "(model)" : info.path(),
            info.type(),
            info.outputs().stream()
                .map(Spec::shape)
                .map(Object::toString)
                .collect(Collectors.joining(", ")),
            info.path().equals(auto) ? "<- auto" : "",
            others.getOrDefault(info.path(), ""));
      }
      table.lines().forEach(console::say);
    }
    return ExitCodes.DONE;
  }

  /** By path, the other names that {@code --layer} takes for it. */
  private static Map<String, String> aliases(LoadedModel model) {
    Map<String, String> names = new HashMap<>();
    new TreeMap<>(model.module().aliases())
        .forEach((alias, path) -> names.merge(path, alias, (a, b) -> a + ", " + b));
    return names;
  }

  /** Runs the model, which is what fills in the shapes. */
  private String auto(LoadedModel model) {
    try {
      return TargetLayer.points(model, LayerChoice.AUTO, OutputChoice.first()).get(0).path();
    } catch (LayerException e) {
      // The list is what the user needs to see why.
      console.complain(String.valueOf(e.getMessage()));
      return "(none)";
    }
  }
}
