package dev.pendant.cli;

import dev.pendant.cam.OutputChoice;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.target.Target;
import dev.pendant.models.onnx.OnnxModel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be explained, if not a class's score in the first output. */
final class TargetOptions {

  private static final String CLASS = "--class";
  private static final String CONTRAST = "--contrast";
  private static final String PROBABILITY = "--probability";

  /** Methods with a form for scores alone, of every preset. */
  private static final Set<String> SCORES_ALONE = Set.of("cam", "finer-cam");

  @Option(
      names = CONTRAST,
      paramLabel = "INDEX|NAME",
      description = "Explain what speaks for a class rather than for this one.")
  @Nullable String contrast;

  @Option(
      names = PROBABILITY,
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
   * Holds the method to these options, before any model is read.
   *
   * @throws UsageException if it explains nothing but the score of a class
   */
  void requireFor(CamMethod method) {
    if ((contrast != null || probability) && SCORES_ALONE.contains(method.id())) {
      throw new UsageException(
          "--method %s explains the score of a class and nothing else; leave out %s, or take another method, such as grad-cam"
              .formatted(method.id(), contrast == null ? PROBABILITY : CONTRAST));
    }
  }

  /**
   * @throws UsageException if one of the classes is the one that it would be set against
   */
  void requireDifferent(List<String> classes, Labels labels) {
    if (contrast == null) {
      return;
    }
    double other = new ClassReader(CONTRAST, labels).index(contrast);
    for (String one : classes) {
      if (!one.equals(ClassChoice.AUTO) && new ClassReader(CLASS, labels).index(one) == other) {
        throw new UsageException(
            "%s %s and %s %s are the same class, nothing tells them apart; give another"
                .formatted(CLASS, one, CONTRAST, contrast));
      }
    }
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
