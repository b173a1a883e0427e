package dev.pendant.tck;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a backend promises beside its operators: its provider, copying values in and out, and calls
 * from many threads. Extend it as {@link OperatorTck}.
 */
public abstract class BackendTck extends TckBase {

  private static final List<Shape> SHAPES =
      List.of(Shape.of(), Shape.of(1), Shape.of(0), Shape.of(2, 0, 3), Shape.of(2, 3, 4));

  /** With weights, an index, saved positions and statistics to mix up. */
  private static final Set<String> THREADED =
      Set.of("Conv2d", "Linear", "MatMul", "MaxPool2d", "BatchNorm", "Gather", "Softmax", "Mul");

  @Test
  void providerHasIdAndVersion() {
    new ProviderChecks(provider()).idAndVersion();
  }

  @Test
  void providerIsAvailable() {
    new ProviderChecks(provider()).isAvailable();
  }

  @Test
  void providerOpensItsOwnBackend() {
    new ProviderChecks(provider()).opensItsOwnBackend();
  }

  @Test
  void providerIsFoundByServiceLoader() {
    new ProviderChecks(provider()).isFoundByServiceLoader();
  }

  @Test
  void makingAProviderTouchesNoEngine() throws ReflectiveOperationException {
    new ProviderChecks(provider()).constructorTouchesNoEngine();
  }

  @TestFactory
  Stream<DynamicTest> bitsComeBackAsTheyWentIn() {
    return copies(specs(), "through", ArrayChecks::roundTrip);
  }

  @TestFactory
  Stream<DynamicTest> createTakesReadOnlyBuffers() {
    return copies(specs(), "from read-only", ArrayChecks::readOnlySource);
  }

  @TestFactory
  Stream<DynamicTest> createCopiesItsData() {
    return copies(specs().filter(spec -> spec.bytes() > 0), "from", ArrayChecks::createCopies);
  }

  @TestFactory
  Stream<DynamicTest> closingTwiceFreesOnce() {
    return specs()
        .map(
            spec ->
                dynamicTest(spec.toString(), () -> new ArrayChecks(backend()).closesTwice(spec)));
  }

  @Test
  void fourThreadsGetTheSameValuesFromSharedArrays() {
    new ThreadChecks(backend()).sharedArrays(threaded(), 4, 10);
  }

  @TestFactory
  Stream<DynamicTest> vjpMayBeAppliedOnAnotherThread() {
    return threaded().stream()
        .map(
            golden ->
                dynamicTest(
                    golden.name(), () -> new ThreadChecks(backend()).vjpOnAnotherThread(golden)));
  }

  private Stream<DynamicTest> copies(Stream<Spec> specs, String how, Copy check) {
    return specs.flatMap(
        spec ->
            Stream.of(BufferKind.values())
                .map(
                    kind ->
                        dynamicTest(
                            spec + " " + how + " " + kind,
                            () -> check.run(new ArrayChecks(backend()), spec, kind))));
  }

  /** One of the checks of {@link ArrayChecks}. */
  @FunctionalInterface
  private interface Copy {
    void run(ArrayChecks checks, Spec spec, BufferKind kind);
  }

  private static List<GoldenCase> threaded() {
    return Goldens.load().stream().filter(golden -> THREADED.contains(golden.op().name())).toList();
  }

  private static Stream<Spec> specs() {
    return Stream.of(DType.values())
        .flatMap(type -> SHAPES.stream().map(shape -> new Spec(shape, type)));
  }
}
