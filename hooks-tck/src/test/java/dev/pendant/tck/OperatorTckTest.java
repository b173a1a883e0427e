package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.spi.BackendProvider;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The class a backend extends runs every case; it is given one that knows a few operators. */
class OperatorTckTest {

  private final OperatorTck tck =
      new OperatorTck() {
        @Override
        protected BackendProvider provider() {
          return new PlainProvider();
        }
      };

  @BeforeEach
  void open() {
    tck.open();
  }

  @AfterEach
  void close() {
    tck.close();
  }

  @Test
  void each_case_is_a_test_in_each_direction() {
    assertThat(tck.outputIsPyTorchs()).hasSize(144);
    assertThat(tck.gradientsArePyTorchs()).hasSize(144);
    assertThat(tck.vjpCanBeAppliedAgain()).hasSize(144);
    assertThat(tck.liveArraysAreCounted()).hasSize(144);
    assertThat(tck.gradientsAreTheSlopesOfTheOperator()).hasSize(144);
    assertThat(tck.gradientOfEachInputCanBeAskedForAlone())
        .hasSize((int) Goldens.load().stream().filter(g -> g.inputs().size() > 1).count());
  }

  @Test
  void the_operators_a_backend_has_pass() throws Throwable {
    List<String> names = Cases.plain().stream().map(golden -> golden.name() + " ").toList();
    List<DynamicTest> tests =
        all().filter(test -> names.stream().anyMatch(test.getDisplayName()::startsWith)).toList();
    assertThat(tests).hasSize(5 * 40 + 20);
    for (DynamicTest test : tests) {
      test.getExecutable().execute();
    }
  }

  @Test
  void an_operator_a_backend_lacks_fails_and_is_not_skipped() {
    assertThat(all().filter(test -> test.getDisplayName().startsWith("Erf[0]")))
        .hasSize(5)
        .allSatisfy(
            test ->
                assertThatThrownBy(() -> test.getExecutable().execute())
                    .isInstanceOf(UnsupportedOperationException.class));
  }

  private Stream<DynamicTest> all() {
    return Stream.of(
            tck.outputIsPyTorchs(),
            tck.gradientsArePyTorchs(),
            tck.gradientOfEachInputCanBeAskedForAlone(),
            tck.vjpCanBeAppliedAgain(),
            tck.liveArraysAreCounted(),
            tck.gradientsAreTheSlopesOfTheOperator())
        .flatMap(tests -> tests);
  }
}
