package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.tck.matrix.HookCases;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit catches backends that are wrong on purpose, and says which rule they break. */
class WrongBackendsTest {

  @TempDir Path folder;

  @AfterEach
  void useTheRightOneAgain() {
    PlainHooksTest.use(new PlainProvider());
  }

  private Map<Integer, String> failures(WrongBackends wrong) {
    PlainHooksTest.use(wrong.provider());
    return KitRun.of(PlainHooksTest.class, folder).failures();
  }

  @ParameterizedTest
  @EnumSource(WrongBackends.class)
  void every_failure_of_a_case_begins_with_its_number_and_rule(WrongBackends wrong) {
    Map<Integer, String> failures = failures(wrong);
    failures.remove(0); // tests of no case
    assertThat(failures).isNotEmpty();
    assertThat(failures)
        .allSatisfy(
            (number, message) ->
                assertThat(message)
                    .startsWith(HookCases.load().numbered(number).toString() + ": "));
  }

  @Test
  void gradients_of_zero_are_caught() {
    assertThat(failures(WrongBackends.RETURNS_ZEROS))
        .hasEntrySatisfying(
            1,
            message ->
                assertThat(message)
                    .startsWith("H-001 [C] a hook on a leaf sees the gradient summed")
                    .contains("[0.0]", "[5.0]"))
        .containsKeys(6, 7, 26, 54, 87, 123, 124);
  }

  @Test
  void swapped_inputs_of_a_vjp_are_caught() {
    assertThat(failures(WrongBackends.SWAPS_INPUTS_OF_A_VJP))
        .hasEntrySatisfying(
            87,
            message ->
                assertThat(message)
                    .startsWith("H-087 [C] a post-hook sees one slot per input and output"))
        .containsKeys(58, 123);
  }

  @Test
  void a_leak_is_caught() {
    assertThat(failures(WrongBackends.LEAKS))
        .hasEntrySatisfying(
            2,
            message ->
                assertThat(message)
                    .startsWith("H-002 [C] returning null leaves the gradient as it is")
                    .contains("native arrays open after the scope"));
  }

  @Test
  void siblings_that_share_one_array_are_caught() {
    assertThat(failures(WrongBackends.SHARES_ONE_ARRAY_BETWEEN_SIBLINGS))
        .hasEntrySatisfying(
            6,
            message ->
                assertThat(message).startsWith("H-006 [C] a hook on an intermediate tensor"));
  }
}
