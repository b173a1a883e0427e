package dev.pendant.tck;

import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Opens the backend once for all tests of a class. An engine that cannot run fails, not skips. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ConformanceExtension.class)
abstract class TckBase {

  @SuppressWarnings("NullAway.Init") // JUnit calls open() before any test
  private Backend backend;

  /** The backend under test. */
  protected abstract BackendProvider provider();

  @BeforeAll
  void open() {
    backend = provider().open();
  }

  @AfterAll
  void close() {
    if (backend != null) { // null where open() failed
      backend.close();
    }
  }

  final Backend backend() {
    return backend;
  }
}
