package dev.pendant.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model, on which backend. */
final class ModelOptions {

  @Option(
      names = "--model",
      paramLabel = "FILE.onnx",
      description = {
        "The classifier. FILE.json beside it may say labels and preprocessing.",
        "Without it the built-in model, which knows six shapes."
      })
  @Nullable Path model;

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "The engine: djl or nd4j; see 'pendant backends'.")
  @Nullable String backend;
}
