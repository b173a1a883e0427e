package dev.pendant.djl;

import java.io.IOException;

/** Says in one line why the engine did not start, and what to do. */
final class Causes {

  private static final String ENGINE =
      "ai.djl:api:" + Versions.DJL + " and ai.djl.pytorch:pytorch-engine:" + Versions.DJL;
  private static final String JNI =
      "ai.djl.pytorch:pytorch-jni:" + Versions.LIBTORCH + "-" + Versions.DJL;
  private static final String NATIVE =
      "ai.djl.pytorch:pytorch-native-cpu:" + Versions.LIBTORCH + ":";

  private Causes() {}

  /** DJL names no missing jar: kept offline, it fails where it would have downloaded instead. */
  static String explain(Throwable failure, Platform platform) {
    Throwable root = root(failure);
    String what = oneLine(root);
    if (root instanceof NoClassDefFoundError
        || root instanceof ClassNotFoundException
        || what.contains("engine not found")) {
      return "DJL's PyTorch engine is not on the class path (" + what + "); add " + ENGINE;
    }
    if (what.contains("Offline mode is enabled") || what.contains("jni version found")) {
      return missing(oneLine(failure).contains("jni"), platform);
    }
    if (root instanceof IOException) {
      return what
          + "; libtorch is unpacked into ~/.djl.ai or, where set, DJL_CACHE_DIR: make it writable";
    }
    return what;
  }

  private static String missing(boolean onlyJni, Platform platform) {
    if (onlyJni) {
      return "DJL's bridge to libtorch is not on the class path; add " + JNI;
    }
    if (platform.classifier() == null) {
      return "libtorch "
          + Versions.LIBTORCH
          + " has no build for "
          + platform.os()
          + " on "
          + platform.arch()
          + "; use another backend";
    }
    return "libtorch is not on the class path; add " + NATIVE + platform.classifier();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return (failure.getClass().getSimpleName() + message).replaceAll("\\s*\\R\\s*", " ");
  }
}
