package dev.pendant.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.OutputChoice;
import dev.pendant.cam.Preset;
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
  private final Errors errors;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = {
        "PNG, JPEG, BMP, GIF or TIFF files (of several frames the first); without any, a built-in",
        "sample."
      })
  private List<Path> images = new ArrayList<>();

  @Mixin private ModelOptions model;
  @Mixin private PreprocessingOptions input;

  @Option(
      names = "--method",
      defaultValue = "grad-cam",
      description = {
        "How to explain, such as grad-cam, layer-cam, score-cam or integrated-gradients",
        "(default: ${DEFAULT-VALUE}). A wrong name lists them all."
      })
  private String method = "";

  @Option(
      names = "--preset",
      defaultValue = "pendant",
      description = {
        "pendant, or exactly as a Python library computes and finishes it:",
        "pytorch-grad-cam, torch-cam or captum (default: ${DEFAULT-VALUE})."
      })
  private String preset = "";

  @Option(
      names = "--layer",
      paramLabel = "auto|PATH",
      defaultValue = "auto",
      description = {
        "The target layer; see 'pendant layers'. May be repeated, or a pattern such as",
        "'layer*.1': maps are fused. PATH:input is what the layer takes, PATH#0 its first",
        "call, PATH[1] its second tensor.",
        "auto: the last one whose output still has height and width, or tokens for them."
      })
  private List<String> layers = new ArrayList<>();

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
      description = {
        "How many classes auto stands for (default: ${DEFAULT-VALUE}); more than the model has",
        "means all of them."
      })
  private int top;

  @Mixin private TargetOptions about;

  @Option(
      names = "--colormap",
      defaultValue = "inferno",
      description = "inferno, jet or matplotlib-jet (default: ${DEFAULT-VALUE}).")
  private ColorMap colors = ColorMap.INFERNO;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where results go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out");

  @Inject
  ExplainCommand(
      Console console, Provider<BackendOpener> backends, ModelSource models, Errors errors) {
    this.console = console;
    this.backends = backends;
    this.models = models;
    this.errors = errors;
  }

  @Override
  public Integer call() {
    Preset finish = MethodChoice.preset(preset);
    CamMethod chosen = MethodChoice.method(method, finish);
    if (top < 1) {
      throw new UsageException("--top: expected a number above 0, got " + top);
    }
    TargetLayer.require(layers, chosen);
    about.requireFor(chosen);
    List<PictureSource> pictures = PictureSource.of(images);
    Stopwatch load = new Stopwatch();
    try (Backend backend = backends.get().open(model.backend);
        LoadedModel loaded = models.load(model.model, input.preprocessing, input.labels, backend)) {
      Preprocessing preprocessing = loaded.requirePreprocessing();
      about.requireDifferent(classes, loaded.labels());
      Target other = about.other(loaded.labels());
      OutputChoice output = about.outputOf(loaded.module());
      Target[] chosenClasses =
          new ClassChoice(classes, top, other)
              .targets(loaded.labels(), () -> loaded.classes(output));
      Target[] targets = about.applied(chosenClasses, other);
      Explainer explainer = Explainer.of(loaded.module()).method(chosen).output(output);
      if (chosen.needsLayer()) {
        String[] names = TargetLayer.names(loaded, layers, output);
        explainer = explainer.layers(names);
        log.debug("{} is loaded, target layers are {}", loaded.name(), names);
      }
      ResultFiles.makeFolder(out);
      return explainAll(
          pictures,
          new PictureExplainer(
              loaded, preprocessing, explainer, targets, about.name(), load.millis()),
          new Report(console, out, finish, new Overlay(colors, Overlay.DEFAULT.weight())));
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
