package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.autograd.GradMode;
import dev.pendant.hook.TensorHook;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Words for the hook cases, as in the specification's test notation: {@code leaf}, {@code
 * constant}, a log. Every test runs in a scope of its own and must leave no array open and grad
 * mode as it was.
 */
abstract class HookTckBase extends TckBase {

  /** What the hooks of a test saw, in order. */
  final List<Object> log = new ArrayList<>();

  private long liveBefore;

  @SuppressWarnings("NullAway.Init") // JUnit calls openScope() before each test
  private Scope scope;

  @BeforeEach
  void openScope() {
    log.clear();
    liveBefore = backend().liveArrays();
    scope = Scope.open();
  }

  @AfterEach
  void nothingIsLeftOpen() {
    scope.close();
    assertThat(backend().liveArrays())
        .as("native arrays open after the scope")
        .isEqualTo(liveBefore);
    assertThat(GradMode.isEnabled()).as("grad mode after the test").isTrue();
  }

  final Tensor constant(double value) {
    return Tensor.scalar(backend(), value);
  }

  final Tensor vector(float... values) {
    return Tensor.of(backend(), values, values.length);
  }

  final Tensor leaf(double value) {
    return constant(value).requireGrad();
  }

  final Tensor leafVector(float... values) {
    return vector(values).requireGrad();
  }

  /** Logs the gradient's value and leaves it. */
  final TensorHook logs() {
    return gradient -> {
      log.add(value(gradient));
      return null;
    };
  }

  /** Logs a name and leaves the gradient. */
  final TensorHook logs(String name) {
    return gradient -> {
      log.add(name);
      return null;
    };
  }

  /** A number for a single element, else a list of numbers. */
  static Object value(Tensor tensor) {
    if (tensor.shape().rank() == 0) {
      return tensor.item();
    }
    List<Double> values = new ArrayList<>();
    for (double value : tensor.toDoubleArray()) {
      values.add(value);
    }
    return values;
  }

  /** The accumulated gradient of a scalar. */
  static double grad(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad(), () -> tensor + " has no gradient").item();
  }

  static @Nullable Object gradOrNull(Tensor tensor) {
    Tensor gradient = tensor.grad();
    return gradient == null ? null : value(gradient);
  }

  /** The worked example: {@code y = (x + w) * (w + 1)}. */
  static Tensor workedExample(Tensor x, Tensor w) {
    return x.add(w).mul(w.add(1));
  }
}
