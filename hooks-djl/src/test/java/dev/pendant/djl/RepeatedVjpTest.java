package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine adds gradients up, in place, in memory that may be the seed's: none of it shows. */
class RepeatedVjpTest {

  private final OnDjl djl = new OnDjl();

  @AfterEach
  void close() {
    djl.close();
  }

  @Test
  void gradientsGivenOutEarlierKeepTheirValues() {
    NativeArray x = djl.floats(Shape.of(2), 3, 5);
    NativeArray y = djl.floats(Shape.of(2), 7, 11);
    Vjp vjp = djl.record(new Op.Mul(), x, y);

    NativeArray first = djl.gradient(vjp, djl.floats(Shape.of(2), 1, 1), 2);
    NativeArray second = djl.gradient(vjp, djl.floats(Shape.of(2), 1, 0), 2);
    NativeArray third = djl.gradient(vjp, djl.floats(Shape.of(2), 0, 1), 2);

    assertThat(djl.read(first)).containsExactly(7, 11);
    assertThat(djl.read(second)).containsExactly(7, 0);
    assertThat(djl.read(third)).containsExactly(0, 11);
  }

  @Test
  void aSeedWhoseMemoryTheGradientSharesKeepsItsValues() {
    NativeArray x = djl.floats(Shape.of(2, 1), 3, 5);
    NativeArray seed = djl.floats(Shape.of(2), 1, 2);
    Vjp vjp = djl.record(new Op.Reshape(List.of(2L)), x);

    for (int i = 0; i < 4; i++) {
      assertThat(djl.read(djl.gradient(vjp, seed, 1))).containsExactly(1, 2);
      assertThat(djl.read(seed)).containsExactly(1, 2);
    }
  }

  @Test
  void aGradientOutlivesTheSeedAndTheVjp() {
    NativeArray x = djl.floats(Shape.of(2, 1), 3, 5);
    NativeArray seed = djl.floats(Shape.of(2), 1, 2);
    Vjp vjp = djl.record(new Op.Reshape(List.of(2L)), x);
    NativeArray gradient = djl.gradient(vjp, seed, 1);

    seed.close();
    vjp.close();
    djl.floats(Shape.of(2), 8, 9);

    assertThat(djl.read(gradient)).containsExactly(1, 2);
  }

  @Test
  void bothInputsAreDifferentiatedWhenTheyAreOneArray() {
    NativeArray x = djl.floats(Shape.of(2), 3, 5);
    boolean[] both = {true, true};
    Vjp vjp = djl.record(new Op.Mul(), both, x, x);
    List<@Nullable NativeArray> gradients = vjp.apply(List.of(x), both);

    assertThat(gradients).allSatisfy(each -> assertThat(djl.read(each)).containsExactly(9, 25));
  }

  @Test
  void noGradientInGivesZerosOut() {
    NativeArray x = djl.floats(Shape.of(2), 3, 5);
    Vjp vjp = djl.record(new Op.Exp(), x);

    List<@Nullable NativeArray> gradients =
        vjp.apply(Arrays.asList((NativeArray) null), new boolean[] {true});

    assertThat(djl.read(gradients.get(0))).containsExactly(0, 0);
  }

  @Test
  void aClosedVjpSaysSo() {
    NativeArray x = djl.floats(Shape.of(1), 3);
    Vjp vjp = djl.record(new Op.Exp(), x);
    vjp.close();
    vjp.close();

    assertThatThrownBy(() -> djl.gradient(vjp, x, 1))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("VJP of Exp was closed");
  }

  @Test
  void everythingIsGivenBackHoweverOftenAVjpWasApplied() {
    for (int times = 0; times < 4; times++) {
      NativeArray x = djl.floats(Shape.of(2), 3, 5);
      Vjp vjp = djl.record(new Op.Exp(), x);
      for (int i = 0; i < times; i++) {
        djl.gradient(vjp, x, 1);
      }
      djl.closeAll();

      assertThat(djl.backend.managedArrays()).isZero();
      assertThat(djl.backend.liveArrays()).isZero();
    }
  }
}
