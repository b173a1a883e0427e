package dev.pendant.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class OwnershipTest {

  private final Fixture on = new Fixture();

  @AfterEach
  void close() throws Exception {
    on.close();
  }

  /** Operators that could answer with their input or with a view of it. */
  static Stream<Op> temptations() {
    return Stream.of(
        new Op.Reshape(List.of(6L, 4L)),
        new Op.Reshape(List.of(1L, 2L, 3L, 4L)),
        new Op.Permute(List.of(0, 1, 2, 3)),
        new Op.Permute(List.of(0, 3, 1, 2)),
        new Op.Slice(List.of(0L), List.of(99L), List.of(3), List.of(1L)),
        new Op.Slice(List.of(1L), List.of(2L), List.of(1), List.of(1L)),
        new Op.Expand(List.of(1L, 2L, 3L, 4L)),
        new Op.Concat(1),
        new Op.Pad(Padding.NONE, 0),
        new Op.Sum(List.of(0), false));
  }

  @ParameterizedTest
  @MethodSource("temptations")
  void whatIsHandedOutOwnsItsMemory(Op op) {
    NativeArray x = on.counting(1, 2, 3, 4);
    Op normal = op.normalize(List.of(x.spec()));
    Evaluation evaluation = on.backend.evaluate(normal, List.of(x), new boolean[] {true});
    NativeArray y = on.keep(evaluation.outputs().get(0));
    NativeArray seed = on.counting(y.spec().shape().toArray());
    NativeArray gradient =
        on.keep(
            Objects.requireNonNull(
                on.keep(Objects.requireNonNull(evaluation.vjp()))
                    .apply(List.of(seed), new boolean[] {true})
                    .get(0)));
    assertOwned(y, x);
    assertOwned(gradient, seed);
    assertOwned(gradient, x);
  }

  @Test
  void scalarsAndEmptyArraysAreOwnedToo() {
    assertOwned(on.counting(), on.counting());
    assertThat(on.counting(2, 0).spec().shape().elements()).isZero();
  }

  @Test
  void aClosedArrayIsRefusedByName() {
    NativeArray x = on.counting(2, 3);
    x.close();
    assertThatThrownBy(() -> on.apply(new Op.Relu(), x))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("closed")
        .hasMessageContaining("float32[2, 3]");
  }

  @Test
  void aFailingEvaluationLeavesNothingBehind() {
    NativeArray empty = on.counting(2, 0);
    long before = on.backend.liveArrays();
    assertThatThrownBy(() -> on.apply(new Op.Max(List.of(1), false), empty))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("Max");
    assertThat(on.backend.liveArrays()).isEqualTo(before);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryOfClosedArraysIsUsedAgain() throws IOException {
    Spec spec = new Spec(Shape.of(4, 1024, 1024), DType.FLOAT32);
    ByteBuffer values = ByteBuffer.allocate((int) spec.bytes());
    on.backend.create(spec, values.duplicate()).close();
    long before = residentMebibytes();
    for (int i = 0; i < 100; i++) {
      on.backend.create(spec, values.duplicate()).close();
    }
    assertThat(residentMebibytes() - before).isLessThan(400); // of 1,600
  }

  private static long residentMebibytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String resident = lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElseThrow();
      return Long.parseLong(resident.replaceAll("\\D", "")) / 1024;
    }
  }

  private static void assertOwned(NativeArray array, NativeArray other) {
    INDArray mine = Fixture.inside(array);
    assertThat(mine.closeable()).as("closeable").isTrue();
    assertThat(mine.isView()).as("view").isFalse();
    assertThat(mine.ordering()).isEqualTo('c');
    assertThat(mine.data().address()).isNotEqualTo(Fixture.inside(other).data().address());
  }
}
