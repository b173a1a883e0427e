package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** {@code docs/writing-a-backend.md} shows the plain backend as it is compiled and run here. */
class WritingABackendTest {

  private static final Path PAGE = Path.of("../docs/writing-a-backend.md");
  private static final Path SOURCES = Path.of("src/test/java/dev/pendant/tck");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```\n", Pattern.DOTALL);

  /** In the order of the page. */
  private static final List<Class<?>> SHOWN =
      List.of(
          PlainProvider.class,
          PlainArray.class,
          PlainBackend.class,
          PlainBackend.class,
          PlainRow.class,
          PlainElementwise.class,
          PlainVjp.class,
          PlainHooksTest.class);

  @Test
  void the_code_of_the_page_is_the_code_that_runs() throws IOException {
    List<String> code = new ArrayList<>();
    for (Class<?> source : SHOWN.stream().distinct().toList()) {
      code.addAll(marked(source));
    }
    assertThat(code).hasSameSizeAs(SHOWN);
    assertThat(JAVA.matcher(Files.readString(PAGE)).results().map(MatchResult::group))
        .containsExactlyElementsOf(
            code.stream().map(each -> "```java\n" + each + "\n```\n").toList());
  }

  @Test
  void the_services_file_is_the_one_that_is_found() throws IOException {
    String file =
        Files.readString(
            Path.of("src/test/resources/META-INF/services/dev.pendant.spi.BackendProvider"));
    assertThat(Files.readString(PAGE)).contains("```\n" + file.strip() + "\n```\n");
  }

  @Test
  void every_class_to_extend_is_on_the_page() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(
            ReflectionSupport.findAllClassesInPackage(
                "dev.pendant.tck",
                type ->
                    type.getSimpleName().endsWith("Tck") && Modifier.isPublic(type.getModifiers()),
                name -> true))
        .isNotEmpty()
        .allSatisfy(type -> assertThat(page).contains("`" + type.getSimpleName() + "`"));
  }

  /** What stands between the marks of a file, each moved to the left. */
  private static List<String> marked(Class<?> source) throws IOException {
    List<String> parts = new ArrayList<>();
    List<String> part = null;
    for (String line : Files.readAllLines(SOURCES.resolve(source.getSimpleName() + ".java"))) {
      if (line.strip().equals("// DOC: end") && part != null) {
        parts.add(String.join("\n", part).stripTrailing().stripIndent());
        part = null;
      } else if (line.strip().startsWith("// DOC: ")) {
        part = new ArrayList<>();
      } else if (part != null) {
        part.add(line);
      }
    }
    return parts;
  }
}
