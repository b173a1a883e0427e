package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.tck.matrix.Declaration;
import dev.pendant.tck.matrix.HookCases;
import dev.pendant.tck.matrix.Matrix;
import dev.pendant.tck.matrix.MatrixFile;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.ReflectionSupport;

/** The plain backend is right: it passes every case there is a test of. */
class PlainConformanceTest {

  /** Its cases need more operators than the plain backend has; none of them is a hook case. */
  private static final Set<Class<?>> NEEDS_ALL_OPERATORS = Set.of(SecondOrderTck.class);

  @TempDir Path folder;

  @Test
  void it_passes_every_test_of_every_area() {
    PlainHookAreas.use(new PlainProvider());
    KitRun run = KitRun.of(PlainHookAreas.all(), Path.of("target"));
    assertThat(run.failures()).isEmpty();
    assertThat(run.succeeded()).isGreaterThan(140);
  }

  /** What the plain backend has not, no backend has: its tests are the kit's. */
  @Test
  void every_case_of_the_specification_is_tested_or_declared() throws IOException {
    KitRun.of(PlainHookAreas.all(), folder);
    assertThat(
            Matrix.unsettled(
                MatrixFile.read(folder.resolve("conformance-plain.md"), HookCases.load()),
                Declaration.load()))
        .extracting(row -> row.hookCase().number())
        .isEmpty();
  }

  @Test
  void a_run_that_is_to_be_complete_fails_and_lists_what_is_open() {
    KitRun run = KitRun.complete(List.of(PlainHookAreas.Handle.class), folder);
    assertThat(run.failures())
        .hasEntrySatisfying(
            0,
            message ->
                assertThat(message)
                    .startsWith("cases of the hook specification that are not settled:")
                    .contains("plain: H-001 [C] a hook on a leaf")
                    .doesNotContain("H-181"));
  }

  @Test
  void no_area_of_the_kit_is_forgotten() {
    List<Class<?>> areas =
        ReflectionSupport.findAllClassesInPackage(
            "dev.pendant.tck",
            type ->
                HookTckBase.class.isAssignableFrom(type)
                    && !NEEDS_ALL_OPERATORS.contains(type)
                    && Modifier.isPublic(type.getModifiers()),
            name -> true);
    assertThat(PlainHookAreas.all())
        .extracting(area -> (Object) area.getSuperclass())
        .containsExactlyInAnyOrderElementsOf(areas);
  }
}
