package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.op.Op;
import dev.pendant.op.OperatorException;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Windows of every kind against the definition, written as loops. */
class PoolingTest {

  private static final int HEIGHT = 6;
  private static final int WIDTH = 7;
  private static final Shape SHAPE = Shape.of(1, 1, HEIGHT, WIDTH);
  private static final double[] PICTURE =
      new Random(5).doubles((long) HEIGHT * WIDTH, -2, -1).map(x -> (float) x).toArray();

  private static final List<Size> KERNELS = List.of(new Size(2, 3), Size.square(3));
  private static final List<Size> STRIDES = List.of(new Size(1, 2), Size.square(2), new Size(3, 1));
  private static final List<Padding> PADDINGS =
      List.of(Padding.NONE, Padding.same(1), new Padding(0, 0, 1, 1), new Padding(1, 0, 0, 1));

  @Test
  void maximumIsTheDefinitions() {
    int checked = 0;
    for (Size kernel : KERNELS) {
      for (Size stride : STRIDES) {
        for (Padding padding : PADDINGS) {
          for (Size dilation : List.of(Size.ONE, new Size(2, 1), Size.square(2))) {
            for (boolean ceil : new boolean[] {false, true}) {
              checked += check(new Op.MaxPool2d(kernel, stride, padding, dilation, ceil));
            }
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  @Test
  void meanIsTheDefinitions() {
    int checked = 0;
    for (Size kernel : KERNELS) {
      for (Size stride : STRIDES) {
        for (Padding padding : PADDINGS) {
          for (boolean ceil : new boolean[] {false, true}) {
            for (boolean count : new boolean[] {false, true}) {
              checked += check(new Op.AvgPool2d(kernel, stride, padding, ceil, count));
            }
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(50);
  }

  /** Unrecorded, large pictures take another way through memory. */
  @Test
  void recordingChangesNoMaximum() {
    Shape shape = Shape.of(2, 9, 31, 37);
    double[] values = new Random(7).doubles(shape.elements(), -1, 1).toArray();
    for (Padding padding : PADDINGS) {
      Op op = new Op.MaxPool2d(Size.square(3), Size.square(2), padding, Size.ONE, true);
      try (OnDjl djl = new OnDjl()) {
        NativeArray x = djl.floats(shape, values);
        NativeArray recorded =
            djl.backend.evaluate(op, List.of(x), new boolean[] {true}).outputs().get(0);
        assertThat(djl.read(djl.run(op, x))).containsExactly(djl.read(recorded));
      }
    }
  }

  private static int check(Op op) {
    Shape out;
    try {
      out = op.output(List.of(new Spec(SHAPE, DType.FLOAT32))).shape();
    } catch (OperatorException refused) {
      return 0;
    }
    double[] expected = new double[Math.toIntExact(out.elements())];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = window(op, i / out.getInt(3), i % out.getInt(3));
    }
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      try (OnDjl djl = new OnDjl()) {
        NativeArray pooled = djl.run(op, djl.array(type, SHAPE, PICTURE));
        assertThat(djl.read(pooled)).as("%s %s", op, type).containsExactly(expected, near());
      }
    }
    return 1;
  }

  private static Offset<Double> near() {
    return Offset.offset(1e-6);
  }

  private static double window(Op op, int row, int column) {
    if (op instanceof Op.MaxPool2d max) {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < max.kernel().height(); i++) {
        for (int j = 0; j < max.kernel().width(); j++) {
          int y = row * max.stride().height() - max.padding().top() + i * max.dilation().height();
          int x = column * max.stride().width() - max.padding().left() + j * max.dilation().width();
          if (inside(y, x)) {
            most = Math.max(most, PICTURE[y * WIDTH + x]);
          }
        }
      }
      return most;
    }
    Op.AvgPool2d mean = (Op.AvgPool2d) op;
    Padding padding = mean.padding();
    double sum = 0;
    int count = 0;
    for (int i = 0; i < mean.kernel().height(); i++) {
      for (int j = 0; j < mean.kernel().width(); j++) {
        int y = row * mean.stride().height() - padding.top() + i;
        int x = column * mean.stride().width() - padding.left() + j;
        boolean padded = y < HEIGHT + padding.bottom() && x < WIDTH + padding.right();
        if (inside(y, x)) {
          sum += PICTURE[y * WIDTH + x];
        }
        if (mean.countIncludePad() ? padded : inside(y, x)) {
          count++;
        }
      }
    }
    return sum / count;
  }

  private static boolean inside(int y, int x) {
    return y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH;
  }
}
