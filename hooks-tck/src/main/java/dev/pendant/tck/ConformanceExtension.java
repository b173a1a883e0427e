package dev.pendant.tck;

import dev.pendant.tck.matrix.HookCases;
import dev.pendant.tck.matrix.Matrix;
import dev.pendant.tck.matrix.TestName;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * Collects what becomes of the tests of cases, by backend, and puts the case's number and rule
 * before the message of each that fails.
 */
final class ConformanceExtension
    implements BeforeAllCallback,
        TestWatcher,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  private static final ExtensionContext.Namespace PLACE =
      ExtensionContext.Namespace.create(ConformanceExtension.class);

  private final HookCases cases = HookCases.load();

  @Override
  public void beforeAll(ExtensionContext context) {
    String backend = ((TckBase) context.getRequiredTestInstance()).provider().id();
    context.getStore(PLACE).put(Matrix.class, run(context).matrix(backend));
  }

  /** What the whole run has in common; it reports when the run ends. */
  private static ConformanceRun run(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(PLACE)
        .getOrComputeIfAbsent(
            ConformanceRun.class, key -> ConformanceRun.of(context), ConformanceRun.class);
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    record(context, Matrix::passed);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    record(context, Matrix::failed);
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    record(context, Matrix::skipped);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    record(context, Matrix::skipped);
  }

  private static void record(ExtensionContext context, BiConsumer<Matrix, TestName> outcome) {
    Matrix matrix = context.getStore(PLACE).get(Matrix.class, Matrix.class);
    name(context).ifPresent(test -> outcome.accept(matrix, test));
  }

  private static Optional<TestName> name(ExtensionContext context) {
    return context.getTestMethod().map(Method::getName).flatMap(TestName::of);
  }

  /** Where a backend does not even open, no test runs; its cases have failed all the same. */
  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Matrix matrix = context.getStore(PLACE).get(Matrix.class, Matrix.class);
    ReflectionSupport.findMethods(
            context.getRequiredTestClass(), method -> true, HierarchyTraversalMode.TOP_DOWN)
        .forEach(method -> TestName.of(method.getName()).ifPresent(matrix::failed));
    throw failure;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw named(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw named(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw named(context, failure);
  }

  private Throwable named(ExtensionContext context, Throwable failure) {
    Optional<TestName> test = name(context);
    if (test.isEmpty()
        || failure instanceof TestAbortedException
        || failure instanceof VirtualMachineError) {
      return failure;
    }
    return new AssertionError(
        cases.numbered(test.get().number()) + ": " + failure.getMessage(), failure);
  }
}
