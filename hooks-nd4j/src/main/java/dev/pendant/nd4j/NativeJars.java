package dev.pendant.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which jars with native code ND4J needs on this platform, and which are not there. */
final class NativeJars {

  private static final String OPENBLAS = "org.bytedeco:openblas:0.3.19-1.5.7:";
  private static final String JAVACPP = "org.bytedeco:javacpp:1.5.7:";
  private static final String ND4J = "org.nd4j:nd4j-native:1.0.0-M2.1";

  private NativeJars() {}

  /** In one line, why ND4J failed and what to add to the class path. */
  static String explain(Throwable failure) {
    String platform = platform();
    List<String> missing = missing(platform);
    if (!missing.isEmpty()) {
      return "ND4J's native code is not on the class path: add " + String.join(", ", missing);
    }
    Throwable root = root(failure);
    return "ND4J's native code for "
        + platform
        + " is on the class path and failed: "
        + String.valueOf(root).lines().findFirst().orElse("");
  }

  private static List<String> missing(String platform) {
    List<String> missing = new ArrayList<>();
    if (!present("org/nd4j/linalg/cpu/nativecpu/CpuBackend.class")) {
      missing.add(ND4J);
    }
    String bindings = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform;
    List<String> variants =
        List.of("", "-onednn", "-onednn-avx2", "-onednn-avx512", "-avx2", "-avx512");
    String library = System.mapLibraryName("jnind4jcpu");
    if (variants.stream().noneMatch(variant -> present(bindings + variant + "/" + library))) {
      missing.add(ND4J + ":" + preferred(platform));
    }
    if (!present(
        "org/bytedeco/openblas/" + platform + "/" + System.mapLibraryName("jniopenblas"))) {
      missing.add(OPENBLAS + platform);
    }
    if (!present("org/bytedeco/javacpp/" + platform + "/" + System.mapLibraryName("jnijavacpp"))) {
      missing.add(JAVACPP + platform);
    }
    return missing;
  }

  private static String preferred(String platform) {
    return platform.endsWith("x86_64") ? platform + "-onednn-avx2" : platform;
  }

  private static boolean present(String resource) {
    return NativeJars.class.getClassLoader().getResource(resource) != null;
  }

  /** JavaCPP's name for where this runs, such as {@code linux-x86_64}. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "macosx" : os.startsWith("win") ? "windows" : os;
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
    return system + "-" + processor;
  }

  /** The failure that all others followed from. */
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
