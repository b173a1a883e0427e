package dev.pendant.tck;

import dev.pendant.tck.matrix.Declaration;
import dev.pendant.tck.matrix.HookCases;
import dev.pendant.tck.matrix.Matrix;
import dev.pendant.tck.matrix.MatrixFile;
import dev.pendant.tck.matrix.MatrixText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The matrices of one run, printed and written when it ends. Settings, as JUnit configuration
 * parameters or system properties:
 *
 * <ul>
 *   <li>{@code pendant.conformance.folder}: where to write, {@code target} if not given
 *   <li>{@code pendant.conformance.print}: {@code false} prints nothing
 * </ul>
 */
final class ConformanceRun implements AutoCloseable {

  private final HookCases cases = HookCases.load();
  private final Map<Integer, Declaration> declared = Declaration.load();
  private final Map<String, Matrix> matrices = new TreeMap<>();
  private final Path folder;
  private final boolean print;

  private ConformanceRun(Path folder, boolean print) {
    this.folder = folder;
    this.print = print;
  }

  static ConformanceRun of(ExtensionContext context) {
    return new ConformanceRun(
        Path.of(context.getConfigurationParameter("pendant.conformance.folder").orElse("target")),
        context
            .getConfigurationParameter("pendant.conformance.print")
            .map(Boolean::parseBoolean)
            .orElse(true));
  }

  synchronized Matrix matrix(String backend) {
    return matrices.computeIfAbsent(backend, key -> new Matrix(cases, declared));
  }

  @Override
  public synchronized void close() throws IOException {
    for (Map.Entry<String, Matrix> entry : matrices.entrySet()) {
      var rows = entry.getValue().rows();
      Path page = MatrixFile.write(folder, entry.getKey(), rows);
      if (print) {
        System.out.println(MatrixText.of(entry.getKey(), rows) + "Written to " + page + "\n");
      }
    }
  }
}
