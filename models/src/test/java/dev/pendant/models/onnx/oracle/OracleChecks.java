package dev.pendant.models.onnx.oracle;

import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A backend for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OracleChecks {

  private Backend backend;

  protected abstract BackendProvider provider();

  @BeforeAll
  void open() {
    backend = provider().open();
  }

  @AfterAll
  void close() {
    backend.close();
  }

  final Backend backend() {
    return backend;
  }
}
