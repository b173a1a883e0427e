package dev.pendant.cli;

import dev.pendant.cam.OutputChoice;
import dev.pendant.cam.target.Target;
import dev.pendant.models.onnx.OnnxModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be explained, if not a class's score in the first output. */
final class TargetOptions {

  private static final String CONTRAST = "--contrast";

  @Option(
      names = CONTRAST,
      paramLabel = "INDEX|NAME",
      description = "Explain what speaks for a class rather than for this one.")
  @Nullable String contrast;

  @Option(
      names = "--probability",
      description = "Explain a class's probability (softmax) instead of its score.")
  boolean probability;

  @Option(
      names = "--model-output",
      paramLabel = "NAME|INDEX",
      defaultValue = "0",
      description = "Which of the model's outputs holds the scores (default: the first).")
  String output = "0";

  /**
   * The class that others are set against; null if there is none.
   *
   * @throws UsageException if there is no such class, for an index once the scores are known
   */
  @Nullable Target other(Labels labels) {
    return contrast == null ? null : new ClassReader(CONTRAST, labels).read(contrast);
  }

  /**
   * @param other as {@link #other} says
   */
  Target[] applied(Target[] classes, @Nullable Target other) {
    return Arrays.stream(classes)
        .map(one -> other == null ? form(one) : form(one).contrast(form(other)))
        .toArray(Target[]::new);
  }

  /** The output of that name, or at that place where it is a number. */
  OutputChoice outputOf(OnnxModel model) {
    if (model.outputNames().contains(output)) {
      return OutputChoice.named(output);
    }
    int slot = output.matches("\\d{1,9}") ? Integer.parseInt(output) : -1;
    if (slot < 0 || slot >= model.outputNames().size()) {
      throw new UsageException(
          "--model-output: expected one of "
              + model.outputNames()
              + " or its place from 0, got '"
              + output
              + "'");
    }
    return OutputChoice.at(slot);
  }

  private Target form(Target ofClass) {
    return probability ? ofClass.probability() : ofClass;
  }

  /** As answers name it; null for a class's score. */
  @Nullable String name() {
    String number = probability ? "probability" : "score";
    if (contrast != null) {
      return number + " less that of " + contrast;
    }
    return probability ? number : null;
  }
}
