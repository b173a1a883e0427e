package dev.pendant.tck;

import dev.pendant.tck.matrix.Declaration;
import dev.pendant.tck.matrix.HookCases;
import dev.pendant.tck.matrix.Matrix;
import dev.pendant.tck.matrix.MatrixFile;
import dev.pendant.tck.matrix.MatrixText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The matrices of one run, printed and written when it ends. Settings, as JUnit configuration
 * parameters or system properties:
 *
 * <ul>
 *   <li>{@code pendant.conformance.folder}: where to write, {@code target} if not given
 *   <li>{@code pendant.conformance.print}: {@code false} prints nothing
 *   <li>{@code pendant.conformance.complete}: {@code true} fails a run that leaves a case open, for
 *       builds that run every area of the kit
 * </ul>
 */
final class ConformanceRun implements AutoCloseable {

  private final HookCases cases = HookCases.load();
  private final Map<Integer, Declaration> declared = Declaration.load();
  private final Map<String, Matrix> matrices = new TreeMap<>();
  private final Path folder;
  private final boolean print;
  private final boolean complete;

  private ConformanceRun(Path folder, boolean print, boolean complete) {
    this.folder = folder;
    this.print = print;
    this.complete = complete;
  }

  static ConformanceRun of(ExtensionContext context) {
    return new ConformanceRun(
        Path.of(setting(context, "folder").orElse("target")),
        setting(context, "print").map(Boolean::parseBoolean).orElse(true),
        setting(context, "complete").map(Boolean::parseBoolean).orElse(false));
  }

  private static Optional<String> setting(ExtensionContext context, String name) {
    return context.getConfigurationParameter("pendant.conformance." + name);
  }

  synchronized Matrix matrix(String backend) {
    return matrices.computeIfAbsent(backend, key -> new Matrix(cases, declared));
  }

  /**
   * @throws AssertionError if every case was to be settled and one is not
   */
  @Override
  public synchronized void close() throws IOException {
    StringBuilder unsettled = new StringBuilder();
    for (Map.Entry<String, Matrix> entry : matrices.entrySet()) {
      List<Matrix.Row> rows = entry.getValue().rows();
      Path page = MatrixFile.write(folder, entry.getKey(), rows);
      if (print) {
        System.out.println(MatrixText.of(entry.getKey(), rows) + "Written to " + page + "\n");
      }
      for (Matrix.Row row : Matrix.unsettled(rows, declared)) {
        unsettled.append("\n  ").append(entry.getKey()).append(": ").append(row.hookCase());
        unsettled.append(": ").append(row.verdict().words());
      }
    }
    if (complete && !unsettled.isEmpty()) {
      throw new AssertionError("cases of the hook specification that are not settled:" + unsettled);
    }
  }
}
