package dev.pendant.djl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The machine's operating system and processor, as Java names them.
 *
 * @param classifier the classifier of libtorch's artifact for it; null where there is none
 */
record Platform(String os, String arch, @Nullable String classifier) {

  static Platform here() {
    return of(System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
  }

  static Platform of(String os, String arch) {
    return new Platform(os, arch, classifierOf(os.toLowerCase(Locale.ROOT), arch));
  }

  private static @Nullable String classifierOf(String os, String arch) {
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    boolean intel = arch.equals("amd64") || arch.equals("x86_64");
    if (os.startsWith("linux") && (intel || arm)) {
      return intel ? "linux-x86_64" : "linux-aarch64";
    }
    if (os.startsWith("mac") && arm) {
      return "osx-aarch64";
    }
    return os.startsWith("windows") && intel ? "win-x86_64" : null;
  }
}
