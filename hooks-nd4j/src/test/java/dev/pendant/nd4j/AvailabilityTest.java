package dev.pendant.nd4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.spi.Availability;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each in a JVM of its own: what fails to load natively fails for the life of a JVM. */
class AvailabilityTest {

  @Test
  void withoutNativesItNamesTheJarToAdd() throws Exception {
    assertThat(askedWithout("nd4j-native-[^/]*-(linux|macosx|windows)"))
        .contains("false", "not on the class path", "org.nd4j:nd4j-native:1.0.0-M2.1:")
        .doesNotContain("openblas");
  }

  @Test
  void withoutOpenBlasItNamesThat() throws Exception {
    assertThat(askedWithout("openblas-[^/]*-(linux|macosx|windows)"))
        .contains("false", "org.bytedeco:openblas:0.3.19-1.5.7:");
  }

  @Test
  void withoutNd4jAtAllItNamesEverything() throws Exception {
    assertThat(askedWithout("/nd4j-|/javacpp|/openblas"))
        .contains("false", "org.nd4j:nd4j-native:1.0.0-M2.1,", "openblas", "javacpp");
  }

  @Test
  void theAnswerStaysTheSameWhenAskedAgain() throws Exception {
    String[] answers = askedWithout("openblas-[^/]*-(linux|macosx|windows)").split("\n");
    assertThat(answers).hasSize(2);
    assertThat(answers[1]).isEqualTo(answers[0]);
  }

  @Test
  void aCardWithoutMachineCodeIsRefused() {
    assertThat(Cuda.refusal("9", "0")).contains("9.0", "3.7 to 8.6");
    assertThat(Cuda.refusal("8", "6")).isNull();
    assertThat(Cuda.refusal("null", "null")).isNull();
  }

  private static String askedWithout(String jars) throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.replace('\\', '/').matches(".*(" + jars + ")[^/]*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                classPath,
                Ask.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  /** Asks twice and prints the answers. */
  static final class Ask {

    private Ask() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        Availability answer = new Nd4jProvider().availability();
        System.out.println(answer.usable() + " " + answer.reason());
      }
    }
  }
}
