package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.Backends;
import dev.pendant.autograd.GradMode;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Cases for any backend. Each runs in a scope of its own, and must leave nothing open and grad mode
 * on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls open() before any test
abstract class OnBackend {

  private CountingBackend backend;
  private Scope scope;
  private long liveBefore;

  /** Kept from Java's collector, which might be freeing one of their arrays as they are counted. */
  private final List<Module> models = new ArrayList<>();

  abstract String backendId();

  final CountingBackend backend() {
    return backend;
  }

  final Tensor tensor(float[] values, long... shape) {
    return Tensor.of(backend, values, shape);
  }

  @BeforeAll
  final void open() {
    backend = new CountingBackend(Backends.discover().open(backendId()));
  }

  @AfterAll
  final void close() {
    backend.close();
  }

  @BeforeEach
  final void openScope() {
    liveBefore = backend.liveArrays();
    scope = Scope.open();
    backend.reset();
  }

  @AfterEach
  final void nothingIsLeftBehind() {
    scope.close();
    assertThat(GradMode.isEnabled()).isTrue();
    assertThat(backend.liveArrays()).isEqualTo(liveBefore);
    models.clear();
  }

  /** A model that dies with the test. */
  final <M extends Module> M dying(M model) {
    models.add(model);
    model.namedModules().values().forEach(m -> m.parameters().values().forEach(scope::adopt));
    model.namedModules().values().forEach(m -> m.buffers().values().forEach(scope::adopt));
    return model;
  }
}
