package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradModeTest {

  private final OnDjl djl = new OnDjl();
  private final boolean before = JniUtils.isGradMode();

  @AfterEach
  void restore() {
    JniUtils.setGradMode(before);
    djl.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isAsItWasAfterEveryCall(boolean mode) {
    JniUtils.setGradMode(mode);
    NativeArray x = djl.floats(Shape.of(2), -1, 1);

    djl.run(new Op.Relu(), x);
    assertThat(JniUtils.isGradMode()).isEqualTo(mode);

    Vjp vjp = djl.record(new Op.Relu(), x);
    assertThat(JniUtils.isGradMode()).isEqualTo(mode);

    assertThat(djl.read(djl.gradient(vjp, x, 1))).containsExactly(0, 1);
    assertThat(JniUtils.isGradMode()).isEqualTo(mode);

    assertThat(djl.read(djl.gradient(vjp, x, 1))).containsExactly(0, 1);
    assertThat(JniUtils.isGradMode()).isEqualTo(mode);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isAsItWasAfterAFailureAndNothingIsLeftBehind(boolean mode) {
    JniUtils.setGradMode(mode);
    NativeArray a = djl.floats(Shape.of(1, 2), 1, 2);
    NativeArray b = djl.floats(Shape.of(2, 1), 1, 2);
    int held = djl.backend.managedArrays();

    // The shapes do not go together; the caller would have refused them.
    for (boolean[] wanted : List.of(new boolean[] {false, false}, new boolean[] {true, false})) {
      assertThatThrownBy(() -> djl.backend.evaluate(new Op.Concat(0), List.of(a, b), wanted))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("Concat")
          .hasMessageContaining("float32[2, 1]");
      assertThat(JniUtils.isGradMode()).isEqualTo(mode);
    }
    assertThat(djl.backend.managedArrays()).isEqualTo(held);

    Vjp vjp = djl.record(new Op.Relu(), a);
    assertThatThrownBy(() -> djl.gradient(vjp, b, 1))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("Relu");
    assertThat(JniUtils.isGradMode()).isEqualTo(mode);
  }
}
