package dev.pendant.cli;

import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import java.nio.file.Path;
import java.util.List;

/** Reads model files. */
interface ModelReader {

  /**
   * A model as it was read.
   *
   * @param input extents that its only input declares, such as [1, 3, 224, 224]; -1 where left open
   */
  record Read(Module module, List<Long> input) {}

  /**
   * @throws dev.pendant.PendantException if the file is missing, damaged or not supported
   */
  Read read(Path path, Backend backend);
}
