package dev.pendant.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of one map; both null where the map means nothing. */
record Written(@Nullable Path overlay, @Nullable Path map) {

  /** The last part of a path, null for none. */
  static @Nullable String name(@Nullable Path path) {
    return path == null ? null : String.valueOf(path.getFileName());
  }
}
