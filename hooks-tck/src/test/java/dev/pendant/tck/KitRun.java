package dev.pendant.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.pendant.tck.matrix.TestName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes of the kit as JUnit would, quietly, and says which tests failed. */
final class KitRun {

  private final EngineExecutionResults results;

  private KitRun(EngineExecutionResults results) {
    this.results = results;
  }

  /**
   * Every test of a class and of those nested in it.
   *
   * @param folder where the matrices are written
   */
  static KitRun of(Class<?> tests, Path folder) {
    return run(selectClass(tests), folder, false);
  }

  /** A run that is told to leave no case open. */
  static KitRun complete(DiscoverySelector tests, Path folder) {
    return run(tests, folder, true);
  }

  private static KitRun run(DiscoverySelector tests, Path folder, boolean complete) {
    return new KitRun(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("pendant.conformance.folder", folder.toString())
            .configurationParameter("pendant.conformance.print", "false")
            .configurationParameter("pendant.conformance.complete", Boolean.toString(complete))
            .selectors(tests)
            .execute());
  }

  /** The first failure's message by case; case 0 stands for tests of no case, and of classes. */
  Map<Integer, String> failures() {
    Map<Integer, String> messages = new TreeMap<>();
    results.allEvents().failed().stream()
        .forEach(event -> messages.putIfAbsent(number(event.getTestDescriptor()), message(event)));
    return messages;
  }

  private static int number(TestDescriptor test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .flatMap(source -> TestName.of(((MethodSource) source).getMethodName()))
        .map(TestName::number)
        .orElse(0);
  }

  private static String message(Event event) {
    return Objects.toString(
        event
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .map(Throwable::getMessage)
            .orElse(null));
  }
}
