package dev.pendant.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** The engine's switch for recording, one per thread: set for a while, then put back. */
final class GradMode {

  private GradMode() {}

  static <T> T with(boolean recording, Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    if (before == recording) {
      return work.get();
    }
    JniUtils.setGradMode(recording);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
