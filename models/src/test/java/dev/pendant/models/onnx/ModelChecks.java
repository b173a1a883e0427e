package dev.pendant.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What the checks of models share: a backend, and that nothing stays behind on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelChecks {

  private Backend backend;
  private long before;

  protected abstract BackendProvider provider();

  @BeforeAll
  void open() {
    backend = provider().open();
  }

  @AfterAll
  void close() {
    backend.close();
  }

  @BeforeEach
  void count() {
    before = backend.liveArrays();
  }

  @AfterEach
  void nothingStaysBehind() {
    assertThat(backend.liveArrays()).as("arrays still open").isEqualTo(before);
  }

  protected final Backend backend() {
    return backend;
  }

  final OnnxModel load(String resource) {
    return OnnxModels.load(TestFiles.path(resource), backend);
  }

  protected final Tensor tensor(float[] values, Shape shape) {
    return Tensor.of(backend, values, shape.toArray());
  }

  /** Relative to the largest value: single zeros among large ones carry rounding. */
  protected static void assertClose(
      float[] actual, float[] expected, double tolerance, String what) {
    assertThat(actual).as(what + ": count").hasSameSizeAs(expected);
    double scale = 0;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s at %d", what, i)
          .isCloseTo(expected[i], Offset.offset((float) (tolerance * scale)));
    }
  }
}
