package dev.pendant.nd4j.samediff;

import dev.pendant.PendantException;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Behind {@link dev.pendant.nd4j.SameDiffModules}, which says what it does. */
public final class SameDiffImport {

  private SameDiffImport() {}

  /**
   * @param lender makes an array of the backend's in the same memory; null where it cannot
   */
  public static Module wrap(
      SameDiff graph,
      List<String> inputs,
      List<String> outputs,
      Backend backend,
      Function<INDArray, @Nullable NativeArray> lender) {
    GraphReader reader = new GraphReader(graph, inputs);
    check(reader, inputs, outputs);
    List<Node> nodes = reader.read(outputs);
    GraphModule root = new GraphModule();
    try {
      new GraphBuilder(reader, new ArraySource(backend, lender), nodes, outputs)
          .build(root, inputs);
    } catch (RuntimeException failure) {
      root.close();
      throw failure;
    }
    return root;
  }

  private static void check(GraphReader reader, List<String> inputs, List<String> outputs) {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new PendantException("name at least one input and one output of the graph");
    }
    if (new HashSet<>(inputs).size() != inputs.size()) {
      throw new PendantException("an input is named twice: " + inputs);
    }
    inputs.forEach(reader::variable);
    for (String output : outputs) {
      reader.variable(output);
      if (!reader.isComputed(output)) {
        throw new PendantException("'" + output + "' is not computed by the graph; name an output");
      }
    }
  }
}
