package dev.pendant.tck;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operator of the language on a backend, against PyTorch's values. Extend it in a backend's
 * tests and say which provider:
 *
 * <pre>{@code
 * class MyOperatorTest extends OperatorTck {
 *   @Override
 *   protected BackendProvider provider() {
 *     return new MyProvider();
 *   }
 * }
 * }</pre>
 */
public abstract class OperatorTck extends TckBase {

  private final List<GoldenCase> goldens = Goldens.load();

  @TestFactory
  Stream<DynamicTest> outputIsPyTorchs() {
    return each(goldens.stream(), "forward", OperatorChecks::forward);
  }

  @TestFactory
  Stream<DynamicTest> gradientsArePyTorchs() {
    return each(goldens.stream(), "VJP", OperatorChecks::vjp);
  }

  @TestFactory
  Stream<DynamicTest> gradientOfEachInputCanBeAskedForAlone() {
    return each(
        goldens.stream().filter(golden -> golden.inputs().size() > 1),
        "VJP of each input alone",
        OperatorChecks::vjpOfEachInputAlone);
  }

  @TestFactory
  Stream<DynamicTest> vjpCanBeAppliedAgain() {
    return each(goldens.stream(), "VJP twice", OperatorChecks::vjpTwice);
  }

  @TestFactory
  Stream<DynamicTest> liveArraysAreCounted() {
    return each(goldens.stream(), "live arrays", OperatorChecks::liveArraysAreCounted);
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreTheSlopesOfTheOperator() {
    return goldens.stream()
        .map(
            golden ->
                dynamicTest(
                    golden + " finite differences",
                    () -> new FiniteDifferences(backend()).check(golden)));
  }

  @TestFactory
  Stream<DynamicTest> notANumberIsHandedOn() {
    return NotANumberCase.all().stream()
        .map(of -> dynamicTest(of.name() + " of NaN", () -> of.check(backend())));
  }

  private Stream<DynamicTest> each(
      Stream<GoldenCase> cases, String check, BiConsumer<OperatorChecks, GoldenCase> body) {
    return cases.map(
        golden ->
            dynamicTest(
                golden + " " + check, () -> body.accept(new OperatorChecks(backend()), golden)));
  }
}
