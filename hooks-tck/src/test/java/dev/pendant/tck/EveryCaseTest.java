package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryCaseTest {

  private static final Pattern CASE = Pattern.compile("H_(\\d{3})_\\w+");

  @Test
  void everyCaseOfTheHookSpecificationIsTestedOrSettledByType() throws Exception {
    Set<String> settled = tested();
    settled.addAll(ByType.reasons().keySet());
    assertThat(settled)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 205).mapToObj(number -> "H-%03d".formatted(number)).toList());
  }

  private static Set<String> tested()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes =
        Path.of(TckBase.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(TckBase.class.getPackageName().replace('.', '/'));
    Set<String> cases = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (String file : files.map(path -> path.getFileName().toString()).toList()) {
        if (file.endsWith("Tck.class")) {
          String name = file.substring(0, file.length() - ".class".length());
          cases.addAll(casesOf(Class.forName(TckBase.class.getPackageName() + '.' + name)));
        }
      }
    }
    return cases;
  }

  private static Set<String> casesOf(Class<?> type) {
    Set<String> cases = new TreeSet<>();
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> CASE.matcher(method.getName()))
        .filter(Matcher::matches)
        .forEach(matched -> cases.add("H-" + matched.group(1)));
    return cases;
  }
}
