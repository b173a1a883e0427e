package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {

  private static final Platform LINUX = Platform.of("Linux", "amd64");

  @Test
  void missingNativesAreNamedWithTheClassifierOfThePlatform() {
    Throwable failure = offline("Failed to save pytorch index file");
    String artifact = "add ai.djl.pytorch:pytorch-native-cpu:2.7.1:";

    assertThat(Causes.explain(failure, LINUX)).endsWith(artifact + "linux-x86_64");
    assertThat(Causes.explain(failure, Platform.of("Linux", "aarch64")))
        .endsWith(artifact + "linux-aarch64");
    assertThat(Causes.explain(failure, Platform.of("Mac OS X", "aarch64")))
        .endsWith(artifact + "osx-aarch64");
    assertThat(Causes.explain(failure, Platform.of("Windows 11", "amd64")))
        .endsWith(artifact + "win-x86_64");
  }

  @Test
  void aPlatformWithoutABuildIsToldSo() {
    assertThat(
            Causes.explain(
                offline("Failed to save pytorch index file"), Platform.of("Mac OS X", "x86_64")))
        .contains("no build for Mac OS X on x86_64")
        .doesNotContain("add ");
  }

  @Test
  void aMissingBridgeIsNamed() {
    assertThat(Causes.explain(offline("Cannot download jni files: https://x"), LINUX))
        .endsWith("add ai.djl.pytorch:pytorch-jni:2.7.1-0.36.0");
  }

  @Test
  void aMissingEngineIsNamed() {
    assertThat(Causes.explain(new NoClassDefFoundError("ai/djl/engine/Engine"), LINUX))
        .contains("ai/djl/engine/Engine")
        .endsWith("add ai.djl:api:0.36.0 and ai.djl.pytorch:pytorch-engine:0.36.0");
  }

  @Test
  void anythingElseIsTheFirstCauseOnOneLine() {
    Throwable root = new UnsatisfiedLinkError("libx.so:\n  GLIBC_2.99 not found");
    assertThat(Causes.explain(new IllegalStateException("outer", root), LINUX))
        .isEqualTo("UnsatisfiedLinkError: libx.so: GLIBC_2.99 not found");
  }

  private static Throwable offline(String message) {
    return new IllegalStateException(message, new IOException("Offline mode is enabled."));
  }
}
