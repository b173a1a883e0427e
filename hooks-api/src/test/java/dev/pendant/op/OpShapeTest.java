package dev.pendant.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpShapeTest {

  private static List<Spec> floats(long[]... shapes) {
    return Stream.of(shapes).map(shape -> new Spec(Shape.of(shape), DType.FLOAT32)).toList();
  }

  private static long[] s(long... extents) {
    return extents;
  }

  private static Shape out(Op op, long[]... shapes) {
    return op.output(floats(shapes)).shape();
  }

  private static void refuses(Op op, List<Spec> inputs, String... parts) {
    assertThatThrownBy(() -> op.output(inputs))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining(op.name())
        .hasMessageContaining(inputs.toString())
        .hasMessageContainingAll(parts);
  }

  @Test
  void broadcastingAlignsTrailingAxes() {
    assertThat(out(new Op.Add(), s(2, 3, 4), s(3, 1))).isEqualTo(Shape.of(2, 3, 4));
    assertThat(out(new Op.Mul(), s(1, 4), s(2, 3, 1, 4))).isEqualTo(Shape.of(2, 3, 1, 4));
    assertThat(out(new Op.Sub(), s(2, 3), s())).isEqualTo(Shape.of(2, 3));
    assertThat(out(new Op.Add(), s(0, 3), s(1, 3))).isEqualTo(Shape.of(0, 3));
    refuses(new Op.Add(), floats(s(2, 3), s(2, 4)), "[2, 3]", "[2, 4]", "axis -1");
  }

  @Test
  void mixedTypesAreRefusedNotCast() {
    refuses(
        new Op.Add(),
        List.of(new Spec(Shape.of(2), DType.FLOAT32), new Spec(Shape.of(2), DType.FLOAT64)),
        "one type");
    refuses(new Op.Relu(), List.of(new Spec(Shape.of(2), DType.INT64)), "floating");
  }

  @Test
  void theNumberOfInputsIsChecked() {
    refuses(new Op.Add(), floats(s(1)), "takes 2 inputs, got 1");
    refuses(new Op.Conv2d(Size.ONE, Padding.NONE, Size.ONE, 1), floats(s(1)), "takes 2 to 3");
  }

  @Test
  void reductionsKeepOrDropAxesAndNoAxesMeansAll() {
    assertThat(out(new Op.Sum(List.of(2, 3), true), s(2, 3, 4, 5))).isEqualTo(Shape.of(2, 3, 1, 1));
    assertThat(out(new Op.Mean(List.of(-1), false), s(2, 3, 4))).isEqualTo(Shape.of(2, 3));
    assertThat(out(new Op.Max(List.of(), false), s(2, 3))).isEqualTo(Shape.of());
    assertThat(new Op.Sum(List.of(-1, 0), true).normalize(floats(s(2, 3, 4))))
        .isEqualTo(new Op.Sum(List.of(0, 2), true));
    refuses(new Op.Sum(List.of(1, -1), true), floats(s(2, 3)), "named twice");
    refuses(new Op.Sum(List.of(2), true), floats(s(2, 3)), "axis 2", "rank 2");
  }

  @Test
  void reshapeFindsTheOpenExtent() {
    assertThat(out(new Op.Reshape(List.of(3L, -1L)), s(2, 3, 4))).isEqualTo(Shape.of(3, 8));
    assertThat(new Op.Reshape(List.of(-1L)).normalize(floats(s(2, 3))))
        .isEqualTo(new Op.Reshape(List.of(6L)));
    refuses(new Op.Reshape(List.of(5L, -1L)), floats(s(2, 3)), "6 elements", "[5, -1]");
    refuses(new Op.Reshape(List.of(-1L, -1L)), floats(s(2, 3)), "at most one");
    refuses(new Op.Reshape(List.of(4L)), floats(s(2, 3)), "6 elements", "[4]");
    refuses(new Op.Reshape(List.of(-2L, -3L)), floats(s(2, 3)), "negative");
  }

  @Test
  void slicesReadAsInPython() {
    Op.Slice last = new Op.Slice(List.of(-2L), List.of(Long.MAX_VALUE), List.of(1), List.of(1L));
    assertThat(out(last, s(2, 4, 5))).isEqualTo(Shape.of(2, 2, 5));
    assertThat(last.normalize(floats(s(2, 4, 5))))
        .isEqualTo(new Op.Slice(List.of(2L), List.of(4L), List.of(1), List.of(1L)));
    Op.Slice stepped = new Op.Slice(List.of(0L), List.of(5L), List.of(-1), List.of(2L));
    assertThat(out(stepped, s(2, 5))).isEqualTo(Shape.of(2, 3));
    Op.Slice empty = new Op.Slice(List.of(3L), List.of(1L), List.of(0), List.of(1L));
    assertThat(out(empty, s(5))).isEqualTo(Shape.of(0));
    refuses(
        new Op.Slice(List.of(0L), List.of(1L), List.of(0), List.of(-1L)), floats(s(5)), "steps");
    refuses(
        new Op.Slice(List.of(0L), List.of(1L, 2L), List.of(0), List.of(1L)),
        floats(s(5)),
        "equally long");
  }

  @Test
  void concatNeedsAllOtherExtentsEqual() {
    assertThat(out(new Op.Concat(1), s(2, 3, 4), s(2, 2, 4))).isEqualTo(Shape.of(2, 5, 4));
    refuses(new Op.Concat(1), floats(s(2, 3), s(3, 3)), "input 1", "axis but 1");
  }

  @Test
  void gatherWithAScalarIndexDropsTheAxis() {
    Spec x = new Spec(Shape.of(2, 4, 3), DType.FLOAT32);
    Op gather = new Op.Gather(1);
    assertThat(gather.output(List.of(x, new Spec(Shape.of(), DType.INT64))).shape())
        .isEqualTo(Shape.of(2, 3));
    assertThat(gather.output(List.of(x, new Spec(Shape.of(5), DType.INT64))).shape())
        .isEqualTo(Shape.of(2, 5, 3));
    refuses(gather, List.of(x, new Spec(Shape.of(2), DType.FLOAT32)), "int64");
    assertThat(gather.differentiable(1)).isFalse();
  }

  @Test
  void matrixProductsBroadcastTheirBatch() {
    assertThat(out(new Op.MatMul(), s(2, 1, 3, 4), s(1, 3, 4, 2))).isEqualTo(Shape.of(2, 3, 3, 2));
    assertThat(out(new Op.MatMul(), s(2, 2, 3, 4), s(4, 5))).isEqualTo(Shape.of(2, 2, 3, 5));
    refuses(new Op.MatMul(), floats(s(3, 4), s(3, 4)), "4 columns", "3 rows");
    refuses(new Op.MatMul(), floats(s(4), s(4, 4)), "rank 2");
  }

  @Test
  void convolutionSaysWhichChannelsDoNotMeet() {
    Op.Conv2d op = new Op.Conv2d(Size.square(2), Padding.same(1), Size.ONE, 1);
    assertThat(out(op, s(1, 3, 9, 8), s(4, 3, 3, 3), s(4))).isEqualTo(Shape.of(1, 4, 5, 4));
    refuses(op, floats(s(1, 4, 9, 8), s(4, 3, 3, 3)), "input has 4 channels", "expects 3");
    refuses(op, floats(s(1, 3, 9, 8), s(4, 3, 3, 3), s(3)), "bias must be [4]");
    refuses(
        new Op.Conv2d(Size.ONE, Padding.NONE, Size.ONE, 1),
        floats(s(1, 3, 2, 2), s(4, 3, 3, 3)),
        "does not fit");
    refuses(
        new Op.Conv2d(new Size(0, 1), Padding.NONE, Size.ONE, 1),
        floats(s(1, 3, 9, 9), s(4, 3, 3, 3)),
        "stride");
  }

  @Test
  void ceilModeLeavesOutAWindowThatStartsInThePadding() {
    Op.MaxPool2d plain =
        new Op.MaxPool2d(Size.square(3), Size.square(2), Padding.NONE, Size.ONE, true);
    assertThat(out(plain, s(1, 1, 8, 8))).isEqualTo(Shape.of(1, 1, 4, 4));
    // torch: max_pool2d(zeros(1, 1, 3, 3), 2, 2, padding=1, ceil_mode=True) is 2 x 2.
    Op.MaxPool2d padded =
        new Op.MaxPool2d(Size.square(2), Size.square(2), Padding.same(1), Size.ONE, true);
    assertThat(out(padded, s(1, 1, 3, 3))).isEqualTo(Shape.of(1, 1, 2, 2));
    refuses(
        new Op.MaxPool2d(Size.square(2), Size.square(2), Padding.same(2), Size.ONE, false),
        floats(s(1, 1, 8, 8)),
        "more than half");
  }

  @Test
  void normalisationWantsOneValuePerChannel() {
    refuses(
        new Op.BatchNorm(1e-5, false),
        floats(s(2, 3, 4, 4), s(3), s(3), s(3), s(4)),
        "input 4 must be [channels]");
    refuses(
        new Op.LayerNorm(List.of(1), 1e-5), floats(s(2, 3, 4), s(3), s(3)), "trailing axes only");
    assertThat(new Op.BatchNorm(1e-5, false).differentiable(3)).isFalse();
    refuses(
        new Op.GroupNorm(3, 1e-5),
        floats(s(2, 4, 5), s(4), s(4)),
        "4 channels do not divide into 3 groups");
    refuses(
        new Op.GroupNorm(2, 1e-5), floats(s(2, 4, 5), s(4), s(5)), "input 2 must be [channels]");
  }

  @Test
  void transposedConvolutionUndoesTheExtentsOfAConvolution() {
    Op.ConvTranspose2d op =
        new Op.ConvTranspose2d(Size.square(2), Padding.same(1), Size.ONE, Size.ONE, 2);
    assertThat(out(op, s(1, 4, 5, 6), s(4, 3, 3, 3), s(6))).isEqualTo(Shape.of(1, 6, 10, 12));
    refuses(op, floats(s(1, 5, 5, 6), s(4, 3, 3, 3)), "input has 5 channels", "expects 4");
    refuses(op, floats(s(1, 3, 5, 6), s(3, 3, 3, 3)), "3 input channels do not divide into 2");
    refuses(op, floats(s(1, 4, 5, 6), s(4, 3, 3, 3), s(3)), "bias must be [6]");
    refuses(op, floats(s(1, 4, 0, 6), s(4, 3, 3, 3)), "an extent of 0");
    refuses(
        new Op.ConvTranspose2d(Size.square(2), Padding.NONE, new Size(2, 0), Size.ONE, 1),
        floats(s(1, 4, 5, 6), s(4, 3, 3, 3)),
        "output padding must be smaller",
        "is 2");
    refuses(
        new Op.ConvTranspose2d(Size.ONE, Padding.same(3), new Size(0, 0), Size.ONE, 1),
        floats(s(1, 4, 2, 6), s(4, 3, 3, 3)),
        "an extent of 2 would become -2");
  }

  @Test
  void volumesHaveThreeAxesOfWindows() {
    Op.Conv3d op =
        new Op.Conv3d(new Size3d(1, 2, 2), new Padding3d(1, 0, 1, 0, 2, 1), Size3d.ONE, 1);
    assertThat(out(op, s(2, 3, 4, 8, 9), s(5, 3, 2, 3, 3), s(5)))
        .isEqualTo(Shape.of(2, 5, 4, 4, 5));
    refuses(op, floats(s(2, 3, 8, 9), s(5, 3, 2, 3, 3)), "input 0 must have rank 5");
    refuses(op, floats(s(2, 4, 4, 8, 9), s(5, 3, 2, 3, 3)), "input has 4 channels", "expects 3");
    refuses(
        new Op.Conv3d(new Size3d(0, 1, 1), Padding3d.NONE, Size3d.ONE, 1),
        floats(s(2, 3, 4, 8, 9), s(5, 3, 2, 3, 3)),
        "stride");
    refuses(
        new Op.MaxPool3d(Size3d.cube(2), Size3d.cube(2), Padding3d.same(2), Size3d.ONE, false),
        floats(s(1, 1, 8, 8, 8)),
        "more than half");
    refuses(
        new Op.AvgPool3d(Size3d.cube(3), Size3d.ONE, Padding3d.NONE, false, true),
        floats(s(1, 1, 2, 8, 8)),
        "does not fit");
  }

  @Test
  void aConditionIsBoolAndBroadcastsWithBothSides() {
    Spec condition = new Spec(Shape.of(4, 1), DType.BOOL);
    Spec a = new Spec(Shape.of(3), DType.FLOAT32);
    Spec b = new Spec(Shape.of(2, 1, 1), DType.FLOAT32);
    Op where = new Op.Where();
    assertThat(where.output(List.of(condition, a, b)).shape()).isEqualTo(Shape.of(2, 4, 3));
    assertThat(where.differentiable(0)).isFalse();
    refuses(where, List.of(a, a, b), "condition must be bool");
    refuses(where, List.of(condition, a, new Spec(Shape.of(3), DType.FLOAT64)), "one type");
    refuses(where, List.of(new Spec(Shape.of(2), DType.BOOL), a, a), "do not broadcast");
  }

  @Test
  void everyOperatorIsARecordListedOnce() {
    assertThat(Op.all()).hasSize(58).doesNotHaveDuplicates().allMatch(Class::isRecord);
  }
}
