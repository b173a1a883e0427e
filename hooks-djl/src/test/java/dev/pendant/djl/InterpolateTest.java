package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.op.Op;
import dev.pendant.op.Op.Interpolate.Mode;
import dev.pendant.op.Size;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Enlarging, shrinking and both at once against the definition, written as loops. */
class InterpolateTest {

  private static final int HEIGHT = 5;
  private static final int WIDTH = 4;
  private static final double[] PICTURE =
      new Random(6).doubles((long) HEIGHT * WIDTH, -1, 1).map(x -> (float) x).toArray();

  static Stream<Op.Interpolate> ops() {
    return Stream.of(
            new Size(9, 7),
            new Size(3, 2),
            new Size(2, 9),
            new Size(5, 4),
            new Size(1, 1),
            new Size(10, 8))
        .flatMap(
            size ->
                Stream.of(
                    new Op.Interpolate(size, Mode.NEAREST, false),
                    new Op.Interpolate(size, Mode.BILINEAR, false),
                    new Op.Interpolate(size, Mode.BILINEAR, true)));
  }

  @ParameterizedTest
  @MethodSource("ops")
  void valuesAreTheDefinitions(Op.Interpolate op) {
    double[] expected = new double[op.size().height() * op.size().width()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = at(op, i / op.size().width(), i % op.size().width());
    }
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      try (OnDjl djl = new OnDjl()) {
        NativeArray x = djl.array(type, Shape.of(1, 1, HEIGHT, WIDTH), PICTURE);
        assertThat(djl.read(djl.run(op, x))).containsExactly(expected, Offset.offset(1e-6));
      }
    }
  }

  @Test
  void aLineIsEnlargedAlongItself() {
    Op.Interpolate op = new Op.Interpolate(new Size(4, 1), Mode.BILINEAR, false);
    try (OnDjl djl = new OnDjl()) {
      NativeArray column = djl.array(DType.FLOAT32, Shape.of(1, 1, 2, 1), new double[] {1, 2});
      assertThat(djl.read(djl.run(op, column))).containsExactly(1, 1.25, 1.75, 2);
    }
  }

  private static double at(Op.Interpolate op, int row, int column) {
    double y = source(op, row, HEIGHT, op.size().height());
    double x = source(op, column, WIDTH, op.size().width());
    if (op.mode() == Mode.NEAREST) {
      return PICTURE[((int) y) * WIDTH + ((int) x)];
    }
    double value = 0;
    for (int i = 0; i < HEIGHT; i++) {
      for (int j = 0; j < WIDTH; j++) {
        value +=
            Math.max(0, 1 - Math.abs(y - i))
                * Math.max(0, 1 - Math.abs(x - j))
                * PICTURE[i * WIDTH + j];
      }
    }
    return value;
  }

  private static double source(Op.Interpolate op, int to, int from, int size) {
    if (op.mode() == Mode.NEAREST) {
      return Math.floor((double) to * from / size);
    }
    if (op.alignCorners()) {
      return size > 1 ? to * (from - 1.0) / (size - 1) : 0;
    }
    double place = (to + 0.5) * from / size - 0.5;
    return Math.min(Math.max(place, 0), from - 1.0);
  }
}
