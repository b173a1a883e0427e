package dev.pendant;

import org.jspecify.annotations.Nullable;

/** What to call a class loader in a message. */
final class LoaderName {

  private LoaderName() {}

  static String of(@Nullable ClassLoader loader) {
    if (loader == null) {
      return "'bootstrap'";
    }
    return loader.getName() == null ? loader.toString() : "'" + loader.getName() + "'";
  }
}
