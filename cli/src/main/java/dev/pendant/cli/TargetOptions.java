package dev.pendant.cli;

import dev.pendant.cam.target.Target;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What about a class is to be explained, if not its score. */
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
