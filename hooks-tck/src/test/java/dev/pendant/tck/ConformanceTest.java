package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.pendant.tck.matrix.Declaration;
import dev.pendant.tck.matrix.HookCases;
import dev.pendant.tck.matrix.Matrix;
import dev.pendant.tck.matrix.MatrixFile;
import dev.pendant.tck.matrix.TestName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.ReflectionSupport;

class ConformanceTest {

  @TempDir Path folder;

  /** What the plain backend has no test of, no backend has: its tests are the kit's. */
  @Test
  void every_case_of_the_specification_is_tested_or_declared() throws IOException {
    KitRun run = KitRun.of(PlainHooksTest.class, folder);
    assertThat(run.failures()).isEmpty();
    assertThat(
            Matrix.unsettled(
                MatrixFile.read(folder.resolve("conformance-plain.md"), HookCases.load()),
                Declaration.load()))
        .isEmpty();
  }

  @Test
  void a_run_that_is_to_be_complete_fails_and_lists_what_is_open() {
    KitRun run =
        KitRun.complete(
            selectNestedClass(List.of(PlainHooksTest.class), PlainHooksTest.Handle.class), folder);
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
                type.getSimpleName().endsWith("Tck")
                    && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> TestName.of(method.getName()).isPresent()),
            name -> true);
    assertThat(PlainHooksTest.class.getDeclaredClasses())
        .extracting(area -> (Object) area.getSuperclass())
        .containsExactlyInAnyOrderElementsOf(areas);
  }
}
