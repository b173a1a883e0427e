package dev.pendant;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where a class came from. */
final class CodeLocation {

  private CodeLocation() {}

  /** A path for a plain jar or folder; else the address as the class loader gives it. */
  static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL url = source == null ? null : source.getLocation();
    if (url == null) {
      return "unknown location, class loader " + LoaderName.of(type.getClassLoader());
    }
    try {
      return "file".equals(url.getProtocol()) ? Path.of(url.toURI()).toString() : url.toString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Some loaders leave blanks unescaped; the raw address is still readable.
      return url.toString();
    }
  }
}
