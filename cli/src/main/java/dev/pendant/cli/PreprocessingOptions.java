package dev.pendant.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes before the sidecar of a model. */
final class PreprocessingOptions {

  @Option(
      names = "--preprocess",
      paramLabel = "NAME",
      description = {
        "How a picture becomes the model's input: imagenet (RGB, usual mean and deviation),",
        "caffe (BGR, 0 to 255 less 104/117/123) or unit (RGB, 0 to 1)."
      })
  @Nullable NamedPreprocessing preprocessing;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes: a JSON array or object, or one name on each line.")
  @Nullable Path labels;
}
