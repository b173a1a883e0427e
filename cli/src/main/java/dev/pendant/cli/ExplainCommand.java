package dev.pendant.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.image.ColorMap;
import dev.pendant.cam.image.Overlay;
import dev.pendant.cam.image.Preprocessing;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.target.Target;
import dev.pendant.spi.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains pictures, one after the other; a bad one does not stop the others. */
@Command(
    name = "explain",
    description = {
      "Draws what a classifier looked at: for each picture and class an overlay and a map,",
      "and for each picture an answer in JSON."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ExplainCommand.class);

  private final Console console;
  private final Provider<BackendOpener> backends;
  private final ModelSource models;
  private final Methods methods;
  private final Errors errors;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = "PNG or JPEG files; without any, a built-in sample.")
  private List<Path> images = new ArrayList<>();

  @Mixin private ModelOptions model;
  @Mixin private PreprocessingOptions input;

  @Option(
      names = "--method",
      defaultValue = "grad-cam",
      description = "grad-cam or cam (default: ${DEFAULT-VALUE}).")
  private String method = "";

  @Option(
      names = "--layer",
      paramLabel = "auto|PATH",
      defaultValue = "auto",
      description = {
        "The target layer; see 'pendant layers'.",
        "auto: the last one whose output still has height and width."
      })
  private String layer = "";

  @Option(
      names = "--class",
      paramLabel = "auto|INDEX|NAME",
      defaultValue = "auto",
      description = "The class to explain; may be repeated. auto: those with the highest scores.")
  private List<String> classes = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "2",
      description = "How many classes auto stands for (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--colormap",
      defaultValue = "inferno",
      description = "inferno or jet (default: ${DEFAULT-VALUE}).")
  private ColorMap colors = ColorMap.INFERNO;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where results go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out");

  @Inject
  ExplainCommand(
      Console console,
      Provider<BackendOpener> backends,
      ModelSource models,
      Methods methods,
      Errors errors) {
    this.console = console;
    this.backends = backends;
    this.models = models;
    this.methods = methods;
    this.errors = errors;
  }

  @Override
  public Integer call() {
    CamMethod chosen = methods.get(method);
    if (top < 1) {
      throw new UsageException("--top: expected a number above 0, got " + top);
    }
    List<PictureSource> pictures = PictureSource.of(images);
    Stopwatch load = new Stopwatch();
    try (Backend backend = backends.get().open(model.backend);
        LoadedModel loaded = models.load(model.model, input.preprocessing, input.labels, backend)) {
      Preprocessing preprocessing = loaded.requirePreprocessing();
      Target[] targets = new ClassChoice(classes, top).targets(loaded.labels());
      String path = TargetLayer.path(loaded, layer);
      Explainer explainer = Explainer.of(loaded.module()).method(chosen).layer(path);
      log.debug("{} is loaded, its target layer is {}", loaded.name(), path);
      ResultFiles.makeFolder(out);
      return explainAll(
          pictures,
          new PictureExplainer(loaded, preprocessing, explainer, targets, load.millis()),
          new Report(console, out, new Overlay(colors, Overlay.DEFAULT.weight())));
    }
  }

  private int explainAll(List<PictureSource> pictures, PictureExplainer explainer, Report report) {
    OutputNames names = new OutputNames(method);
    int code = ExitCodes.DONE;
    for (PictureSource source : pictures) {
      String base = names.next(source.fileName());
      try {
        if (!report.write(explainer.explain(source), base)) {
          code = ExitCodes.FAILED;
        }
      } catch (UsageException e) {
        throw e; // the same for every picture
      } catch (RuntimeException | OutOfMemoryError e) {
        code = errors.report(source.name(), e);
      }
    }
    return code;
  }
}
