package dev.pendant.djl;

/** Says in one line why the engine did not start, and what to do. */
final class Causes {

  private Causes() {}

  static String explain(Throwable failure, Platform platform) {
    Throwable root = root(failure);
    String what = oneLine(root);
    if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
      return "a class of DJL is missing ("
          + what
          + "); add ai.djl:api:"
          + Versions.DJL
          + " and ai.djl.pytorch:pytorch-engine:"
          + Versions.DJL;
    }
    if (what.contains("Offline mode is enabled")) {
      return platform.classifier() == null
          ? "libtorch has no build for " + platform.os() + " on " + platform.arch()
          : "libtorch is not on the class path; add " + natives(platform.classifier());
    }
    return what;
  }

  private static String natives(String classifier) {
    return "ai.djl.pytorch:pytorch-native-cpu:"
        + Versions.LIBTORCH
        + ":"
        + classifier
        + " and ai.djl.pytorch:pytorch-jni:"
        + Versions.LIBTORCH
        + "-"
        + Versions.DJL;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String oneLine(Throwable root) {
    String message = root.getMessage() == null ? "" : ": " + root.getMessage();
    return (root.getClass().getSimpleName() + message).replaceAll("\\s*\\R\\s*", " ");
  }
}
