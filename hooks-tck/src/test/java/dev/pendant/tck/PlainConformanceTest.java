package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** The plain backend is right: it passes every case there is a test of. */
class PlainConformanceTest {

  /** Its cases need more operators than the plain backend has; none of them is a hook case. */
  private static final Set<Class<?>> NEEDS_ALL_OPERATORS = Set.of(SecondOrderTck.class);

  @Test
  void it_passes_every_test_of_every_area() {
    PlainHookAreas.use(new PlainProvider());
    KitRun run = KitRun.of(PlainHookAreas.all(), Path.of("target"));
    assertThat(run.failures()).isEmpty();
    assertThat(run.succeeded()).isGreaterThan(140);
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
