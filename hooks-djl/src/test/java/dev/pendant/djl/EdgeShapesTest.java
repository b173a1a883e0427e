package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scalars, nothing at all, and every type: what the engine gives is what the shape rule says. */
class EdgeShapesTest {

  private final OnDjl djl = new OnDjl();

  @AfterEach
  void close() {
    djl.close();
  }

  static Stream<Op> ofOneOperand() {
    return Stream.of(
        new Op.Neg(),
        new Op.Exp(),
        new Op.Log(),
        new Op.Sqrt(),
        new Op.Abs(),
        new Op.Relu(),
        new Op.Sigmoid(),
        new Op.Tanh(),
        new Op.Erf(),
        new Op.Sin(),
        new Op.Cos(),
        new Op.Floor(),
        new Op.Ceil(),
        new Op.Round(),
        new Op.Sign(),
        new Op.Softplus(),
        new Op.Silu(),
        new Op.HardSwish(),
        new Op.LeakyRelu(0.1),
        new Op.Elu(1),
        new Op.Gelu(true),
        new Op.Gelu(false),
        new Op.HardSigmoid(0.2, 0.5),
        new Op.Clamp(0, Double.POSITIVE_INFINITY),
        new Op.Sum(List.of(), false),
        new Op.Mean(List.of(), true),
        new Op.Norm2(List.of(), false),
        new Op.Slice(List.of(), List.of(), List.of(), List.of()));
  }

  /** Of nothing there is no largest value, and two axes do not permute as none does. */
  static Stream<Op> ofAScalar() {
    return Stream.concat(
        ofOneOperand(), Stream.of(new Op.Max(List.of(), false), new Op.Permute(List.of())));
  }

  @ParameterizedTest
  @MethodSource("ofAScalar")
  void scalarsKeepShapeAndType(Op op) {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      NativeArray x = djl.array(type, Shape.of(), 0.75);
      assertThat(engineSays(djl.run(op, x))).isEqualTo(x.spec());
      assertThat(engineSays(djl.gradient(djl.record(op, x), x, 1))).isEqualTo(x.spec());
    }
  }

  @ParameterizedTest
  @MethodSource("ofOneOperand")
  void nothingInGivesWhatTheShapeRuleSays(Op op) {
    NativeArray x = djl.floats(Shape.of(2, 0));
    NativeArray y = djl.run(op, x);
    assertThat(engineSays(y)).isEqualTo(op.output(List.of(x.spec())));
    NativeArray gradient = djl.gradient(djl.record(op, x), y, 1);
    assertThat(engineSays(gradient)).isEqualTo(x.spec());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void operatorsThatOnlyMoveValuesTakeEveryType(DType type) {
    NativeArray x = djl.array(type, Shape.of(2, 3), 1, 0, 1, 0, 0, 1);
    NativeArray list = djl.array(DType.INT64, Shape.of(2), 2, 0);
    NativeArray one = djl.array(DType.INT64, Shape.of(), 1);
    NativeArray none = djl.array(DType.INT64, Shape.of(0));

    assertMoves(djl.run(new Op.Reshape(List.of(3L, -1L)), x), Shape.of(3, 2), 1, 0, 1, 0, 0, 1);
    assertMoves(djl.run(new Op.Permute(List.of(1, 0)), x), Shape.of(3, 2), 1, 0, 0, 0, 1, 1);
    assertMoves(djl.run(slice(0, 3, 2), x), Shape.of(2, 2), 1, 1, 0, 1);
    assertMoves(djl.run(slice(2, 2, 1), x), Shape.of(2, 0));
    assertMoves(djl.run(new Op.Gather(1), x, list), Shape.of(2, 2), 1, 1, 1, 0);
    assertMoves(djl.run(new Op.Gather(0), x, one), Shape.of(3), 0, 0, 1);
    assertMoves(djl.run(new Op.Gather(0), x, none), Shape.of(0, 3));
    assertMoves(
        djl.run(new Op.Expand(List.of(2L, 2L, 3L)), x),
        Shape.of(2, 2, 3),
        1,
        0,
        1,
        0,
        0,
        1,
        1,
        0,
        1,
        0,
        0,
        1);
  }

  private static Op slice(long start, long end, long step) {
    return new Op.Slice(List.of(start), List.of(end), List.of(1), List.of(step));
  }

  private void assertMoves(NativeArray moved, Shape shape, double... values) {
    assertThat(moved.spec().shape()).isEqualTo(shape);
    assertThat(djl.read(moved)).containsExactly(values);
  }

  @Test
  void doublesStayDoubles() {
    NativeArray x = djl.array(DType.FLOAT64, Shape.of(1), 0.1);
    assertThat(djl.read(djl.run(new Op.HardSigmoid(1 / 6.0, 0.5), x))[0])
        .isEqualTo(0.1 * (1 / 6.0) + 0.5);
    assertThat(djl.read(djl.run(new Op.Clamp(0.3, 0.7), x))[0]).isEqualTo(0.3);
    assertThat(djl.read(djl.run(new Op.LeakyRelu(0.3), djl.run(new Op.Neg(), x)))[0])
        .isEqualTo(-0.1 * 0.3);
  }

  @Test
  void convolutionWithUnevenPaddingAndNoPicturesWorks() {
    Op.Conv2d op = new Op.Conv2d(Size.ONE, new Padding(1, 0, 0, 2), Size.ONE, 1);
    NativeArray none = djl.floats(Shape.of(0, 1, 2, 2));
    NativeArray weight = djl.floats(Shape.of(1, 1, 1, 1), 2);
    NativeArray one = djl.floats(Shape.of(1, 1, 1, 1), 3);

    assertThat(djl.run(op, none, weight).spec().shape()).isEqualTo(Shape.of(0, 1, 3, 4));
    assertThat(djl.read(djl.run(op, one, weight))).containsExactly(0, 0, 0, 6, 0, 0);
  }

  @Test
  void aLengthOfZeroHasNoGradient() {
    NativeArray x = djl.floats(Shape.of(2, 2), 0, 0, 3, 4);
    NativeArray ones = djl.floats(Shape.of(2), 1, 1);
    NativeArray gradient = djl.gradient(djl.record(new Op.Norm2(List.of(1), false), x), ones, 1);
    assertThat(djl.read(gradient)).containsExactly(0, 0, 0.6f, 0.8f);
  }

  /** Not what we noted when we handed it out, but what the engine holds. */
  private static Spec engineSays(NativeArray array) {
    return Types.spec(((DjlArray) array).shared());
  }
}
