package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.fold.ConstantFolding;
import dev.pendant.models.onnx.internal.fold.FoldedGraph;
import dev.pendant.models.onnx.internal.fold.Values;
import dev.pendant.models.onnx.internal.graph.OnnxGraph;
import dev.pendant.models.onnx.internal.graph.OnnxValue;
import dev.pendant.models.onnx.internal.place.Place;
import dev.pendant.models.onnx.internal.place.Places;
import dev.pendant.models.onnx.internal.plan.Planner;
import dev.pendant.models.onnx.internal.reader.ExternalFiles;
import dev.pendant.models.onnx.internal.reader.OnnxReader;
import dev.pendant.models.onnx.internal.row.Unsupported;
import dev.pendant.spi.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Loads ONNX classifiers as module trees. Any thread. */
public final class OnnxModels {

  /** Of one protobuf message. */
  private static final long LARGEST_FILE = Integer.MAX_VALUE;

  private OnnxModels() {}

  /**
   * Weights that the model keeps in files beside it are read from there, and from nowhere else.
   *
   * @param backend where the weights go and the model runs
   * @return the model, for the caller to close
   * @throws ModelException if there is no such file, it is no ONNX classifier, or it uses operators
   *     that are not supported, all of which are named
   */
  public static OnnxModel load(Path file, Backend backend) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          file
              + ": "
              + (Files.exists(file) ? "is not a file" : "does not exist")
              + ", expected an .onnx file; check the path (relative to "
              + Path.of("").toAbsolutePath()
              + ")");
    }
    return load(bytes(file), ExternalFiles.beside(file), file.toString(), backend);
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new ModelException(
            file + ": is larger than 2 GiB, more than ONNX allows; export it with external data");
      }
      return Files.readAllBytes(file);
    } catch (IOException | OutOfMemoryError e) {
      throw new ModelException(
          file + ": cannot be read (" + e + "); check permissions and memory (-Xmx)", e);
    }
  }

  /**
   * The same for a file's content, such as a resource. Its weights must be inside: a model that
   * keeps them in a file beside it is loaded by its path.
   *
   * @param source what to call it in messages
   * @throws ModelException as {@link #load(Path, Backend)}
   */
  public static OnnxModel load(byte[] content, String source, Backend backend) {
    return load(content, ExternalFiles.none(), source, backend);
  }

  private static OnnxModel load(
      byte[] content, ExternalFiles files, String source, Backend backend) {
    try (files) {
      return build(OnnxReader.read(content, files), backend);
    } catch (ModelException e) {
      throw e.in(source);
    }
  }

  private static OnnxModel build(OnnxGraph file, Backend backend) {
    checkBorders(file);
    boolean channelsLast = ChannelsLast.is(file);
    OnnxGraph graph = channelsLast ? ChannelsLast.removed(file) : file;
    Peeling peeling = Peeling.of(graph);
    FoldedGraph folded = ConstantFolding.fold(graph, peeling.outputs());
    Values values = new Values(folded, graph.inputNames(), peeling.outputs());
    Unsupported.refuse(folded, values);
    for (String output : peeling.outputs()) {
      if (!values.isComputed(output) || values.isArray(output)) {
        throw new ModelException(
            "its output '" + output + "' does not depend on the input's values; expected scores");
      }
    }
    List<Place> places = Places.of(folded.nodes(), graph.initializers().keySet());
    return new OnnxModel(
        graph,
        channelsLast,
        peeling.kind(),
        root ->
            new Planner(folded, places, values, backend, root)
                .build(graph.inputNames(), peeling.outputs()));
  }

  private static void checkBorders(OnnxGraph graph) {
    if (graph.inputs().isEmpty()) {
      throw new ModelException("has no input, expected at least one: a picture");
    }
    for (OnnxValue input : graph.inputs()) {
      if (!input.type().isFloating()) {
        throw new ModelException(
            "its input '" + input.name() + "' is " + input.type() + ", expected a floating type");
      }
    }
    List<String> outputs = graph.outputNames();
    if (outputs.isEmpty()) {
      throw new ModelException("has no output, expected class scores; export it again");
    }
    if (Set.copyOf(outputs).size() < outputs.size()) {
      throw new ModelException("names an output twice, " + outputs + "; export it again");
    }
  }
}
