package dev.pendant.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import dev.pendant.arch.internal.Hidden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The rules above, tried on classes that break them. */
class RulesBiteTest {

  @Test
  void initialiserThatAsksServiceLoaderIsCaught() {
    assertThat(violations(new InitialiseWithoutSideEffects(), AsksServiceLoader.class))
        .anySatisfy(violation -> assertThat(violation).contains("java.util.ServiceLoader.load"));
  }

  @Test
  void initialiserThatReadsAFileThroughAHelperIsCaught() {
    assertThat(violations(new InitialiseWithoutSideEffects(), ReadsFile.class, Helper.class))
        .anySatisfy(violation -> assertThat(violation).contains("java.nio.file.Files.exists"));
  }

  @Test
  void methodThatReadsAFileWhenCalledIsFine() {
    assertThat(violations(new InitialiseWithoutSideEffects(), Helper.class)).isEmpty();
  }

  @Test
  void internalTypeArgumentIsCaughtWhereUsersCanSeeIt() {
    assertThat(violations(new ExposeNothingInternal(), Unseen.class)).isEmpty();
    assertThat(violations(new ExposeNothingInternal(), ExposingFixture.class))
        .singleElement()
        .satisfies(violation -> assertThat(violation).contains("ExposingFixture.hidden()"));
  }

  private static List<String> violations(ArchCondition<JavaClass> rule, Class<?>... types) {
    return classes()
        .should(rule)
        .evaluate(new ClassFileImporter().importClasses(types))
        .getFailureReport()
        .getDetails();
  }

  static final class AsksServiceLoader {
    static final Object LOADER = ServiceLoader.load(Runnable.class);
  }

  static final class ReadsFile {
    static final boolean THERE = Helper.exists();
  }

  static final class Helper {
    static boolean exists() {
      return Files.exists(Path.of("x"));
    }
  }

  /** Package-private, so what it names is nobody's business. */
  static final class Unseen {
    public List<Hidden> hidden() {
      return List.of();
    }
  }
}
