package dev.pendant.arch;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A static initialiser reaches no ServiceLoader, native library, file or resource, directly or
 * through our own code: a failure there would be met by the second caller as a bare "Could not
 * initialize class". Calls through an interface or into a library are not followed.
 */
final class InitialiseWithoutSideEffects extends ArchCondition<JavaClass> {

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "java\\.util\\.ServiceLoader\\..*"
              + "|java\\.lang\\.(System|Runtime)\\.(load|loadLibrary)\\(.*"
              + "|java\\.lang\\.(Class|ClassLoader)\\.getResource.*"
              + "|java\\.nio\\.file\\.Files\\..*"
              + "|java\\.net\\.(URL|Socket|ServerSocket|http).*|java\\.nio\\.channels\\..*"
              + "|java\\.io\\.(File|RandomAccessFile).*");

  InitialiseWithoutSideEffects() {
    super("reach no service, native library, file or resource from a static initialiser");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    type.getStaticInitializer().ifPresent(initialiser -> follow(type, initialiser, events));
  }

  private static void follow(JavaClass type, JavaCodeUnit start, ConditionEvents events) {
    Set<JavaCodeUnit> seen = new HashSet<>();
    Deque<JavaCodeUnit> waiting = new ArrayDeque<>();
    waiting.add(start);
    while (!waiting.isEmpty()) {
      JavaCodeUnit code = waiting.remove();
      if (!seen.add(code)) {
        continue;
      }
      for (JavaAccess<?> access : code.getAccessesFromSelf()) {
        if (FORBIDDEN.matcher(access.getTarget().getFullName()).matches()) {
          String message = type.getName() + " when initialised: " + access.getDescription();
          events.add(SimpleConditionEvent.violated(type, message));
        }
        access
            .getTarget()
            .resolveMember()
            .filter(member -> member.getOwner().getPackageName().startsWith("dev.pendant"))
            .ifPresent(
                member -> {
                  if (member instanceof JavaCodeUnit called) {
                    waiting.add(called);
                  }
                });
      }
    }
  }
}
