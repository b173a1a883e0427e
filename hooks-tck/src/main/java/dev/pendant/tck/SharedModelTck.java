package dev.pendant.tck;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One hooked model called by many threads at once, while another registers hooks and takes them
 * off. Extend it as {@link OperatorTck}.
 */
public abstract class SharedModelTck extends HookTckBase {

  @Test
  void fourThreadsGetTheSingleThreadedAnswers() {
    new SharedModelChecks(backend()).answersStayTheSame(4, Duration.ofSeconds(2));
  }

  @Test
  void fourThreadsAddUpTheGradientsOfSharedWeights() {
    new SharedModelChecks(backend()).gradientsAddUp(4, 50);
  }

  @Test
  void aHookThatThrowsIsTheBusinessOfItsOwnThread() {
    new SharedModelChecks(backend()).exceptionsStayWithTheirCallers(4, Duration.ofSeconds(2));
  }

  @Test
  @Tag("slow")
  void sixteenThreadsGetTheSingleThreadedAnswersForAMinute() {
    new SharedModelChecks(backend()).answersStayTheSame(16, Duration.ofMinutes(1));
  }

  @Test
  @Tag("slow")
  void sixteenThreadsBearOneAnothersExceptionsForAMinute() {
    new SharedModelChecks(backend()).exceptionsStayWithTheirCallers(16, Duration.ofMinutes(1));
  }
}
