package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.PendantException;
import dev.pendant.spi.Availability;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that lacks one of DJL's jars, and an empty cache so that no earlier run helps out. */
class StartInAnotherJvmTest {

  @Test
  void withoutLibtorchTheProviderNamesTheArtifact(@TempDir Path folder) throws Exception {
    assertThat(answerWithout("pytorch-native-cpu", folder))
        .startsWith(
            "false libtorch is not on the class path; add ai.djl.pytorch:pytorch-native-cpu")
        .contains("open: backend djl cannot run here: libtorch is not on the class path")
        .contains("cause: java.io.IOException: Offline mode is enabled.")
        .contains("again: true");
  }

  @Test
  void withoutTheBridgeTheProviderNamesTheArtifact(@TempDir Path folder) throws Exception {
    assertThat(answerWithout("pytorch-jni", folder))
        .startsWith("false DJL's bridge to libtorch is not on the class path; add ai.djl.pytorch");
  }

  @Test
  void withoutTheEngineTheProviderNamesTheArtifact(@TempDir Path folder) throws Exception {
    assertThat(answerWithout("pytorch-engine", folder))
        .startsWith("false DJL's PyTorch engine is not on the class path");
  }

  private String answerWithout(String jar, Path folder) throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(jar))
            .collect(Collectors.joining(File.pathSeparator));
    Path output = folder.resolve("answer.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            Main.class.getName());
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("cache").toString());
    builder.environment().remove("OPT_OUT_TRACKING");
    // Apart from the answer: JDK 24 and later warn there of native code.
    Path errors = folder.resolve("errors.txt");
    builder.redirectError(errors.toFile()).redirectOutput(output.toFile());
    int status = builder.start().waitFor();
    assertThat(status).as(Files.readString(errors, StandardCharsets.UTF_8)).isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  static final class Main {

    private Main() {}

    @SuppressWarnings("SystemOut") // the other JVM's answer
    public static void main(String[] args) {
      Availability first = new DjlProvider().availability();
      System.out.println(first.usable() + " " + first.reason());
      try {
        new DjlProvider().open();
      } catch (PendantException e) {
        System.out.println("open: " + e.getMessage());
        Throwable root = e;
        while (root.getCause() != null) {
          root = root.getCause();
        }
        System.out.println("cause: " + root);
      }
      System.out.println("again: " + first.equals(new DjlProvider().availability()));
    }
  }
}
