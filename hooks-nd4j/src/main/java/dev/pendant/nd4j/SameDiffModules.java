package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.nd4j.samediff.SameDiffImport;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A user's own SameDiff graph as a module tree, to hang hooks on.
 *
 * <p>Each operator between the inputs and the outputs is a module under its name scope. Its path is
 * the name of its first output, the one that {@code sd.output(...)} takes, with slashes as dots: a
 * variable {@code block1/conv} is the module {@code block1.conv}. A name scope is a module, too. A
 * scope whose operators the graph does not run in one go is called once for each stretch of them.
 *
 * <p>The graph is only read, and not run: its operators are translated to Pendant's, so they go on
 * any backend and see inputs as in inference (dropout does nothing, whereas {@code sd.output} of
 * ND4J 1.0.0-M2.1 drops there, too). On backend {@code nd4j} the graph's arrays are shared, not
 * copied: what training changes in place, the module sees. Arrays that are views or not in
 * row-major order, all arrays on another backend, and integers of another width than 64 bits are
 * copied when the graph is wrapped.
 *
 * <p>Variables are parameters of the first operator that uses them and require no gradient until
 * asked to; constants, integers, and the statistics of a batch normalisation are buffers. Closing
 * the module closes nothing of the user's.
 */
public final class SameDiffModules {

  private SameDiffModules() {}

  /**
   * @param inputs placeholders (or other variables to cut the graph at), in the order the module
   *     takes them
   * @param outputs variables that operators compute, in the order the module returns them
   * @param backend where the module runs, of any kind
   * @return for the caller to close
   * @throws PendantException naming every operator that is not supported, with its count; or a name
   *     that the graph does not have
   */
  public static Module wrap(
      SameDiff graph, List<String> inputs, List<String> outputs, Backend backend) {
    return SameDiffImport.wrap(
        graph,
        inputs,
        outputs,
        backend,
        array -> backend instanceof Nd4jBackend nd4j ? nd4j.lend(array) : null);
  }

  /**
   * The same for a file that {@code SameDiff.save} wrote.
   *
   * @throws PendantException also if there is no such file, or ND4J cannot load it
   */
  public static Module load(Path file, List<String> inputs, List<String> outputs, Backend backend) {
    if (!Files.isRegularFile(file)) {
      throw new PendantException(
          file + ": expected a file written by SameDiff.save; check the path");
    }
    SameDiff graph;
    try {
      graph = SameDiff.load(file.toFile(), false);
    } catch (RuntimeException e) {
      throw new PendantException(
          file + ": ND4J cannot load it (" + e + "), expected a file written by SameDiff.save", e);
    }
    return wrap(graph, inputs, outputs, backend);
  }
}
