package dev.pendant.op;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operator as data: its attributes, the shape it gives, and nothing of how it is computed.
 * Names, attributes and layouts are PyTorch's ({@code torch}, {@code torch.nn.functional});
 * pictures are NCHW. To add one is to add a record here, a row in each backend's table, and a
 * golden case.
 */
public sealed interface Op {

  /** The operator's name, as in the golden files. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Shape and type of the output.
   *
   * @throws OperatorException if the inputs or attributes do not fit
   */
  Spec output(List<Spec> inputs);

  /**
   * This operator with every attribute in its one normal form, which is what a backend sees: axes
   * not negative and ascending, slices inside the extents, target shapes explicit.
   *
   * @param inputs have passed {@link #output}
   */
  default Op normalize(List<Spec> inputs) {
    return this;
  }

  /** Whether a gradient with respect to this input exists; integer inputs never have one. */
  default boolean differentiable(int input) {
    return true;
  }

  // --- elementwise, two operands, broadcasting ------------------------------------------------

  /** {@code a + b}. */
  record Add() implements Binary {}

  /** {@code a - b}. */
  record Sub() implements Binary {}

  /** {@code a * b}. */
  record Mul() implements Binary {}

  /** {@code a / b}. */
  record Div() implements Binary {}

  /** {@code a ** b}. */
  record Pow() implements Binary {}

  /**
   * The larger of each pair, NaN if one of them is; at a tie the gradient's split is the backend's.
   */
  record Maximum() implements Binary {}

  /**
   * The smaller of each pair, NaN if one of them is; at a tie the gradient's split is the
   * backend's.
   */
  record Minimum() implements Binary {}

  // --- elementwise, one operand ---------------------------------------------------------------

  /** {@code -x}. */
  record Neg() implements Unary {}

  /** {@code e ** x}. */
  record Exp() implements Unary {}

  /** Natural logarithm. */
  record Log() implements Unary {}

  /** Square root. */
  record Sqrt() implements Unary {}

  /** Absolute value; its gradient at 0 is 0. */
  record Abs() implements Unary {}

  /** {@code max(x, 0)}; its gradient at 0 is 0. */
  record Relu() implements Unary {}

  /** {@code 1 / (1 + e ** -x)}. */
  record Sigmoid() implements Unary {}

  /** Hyperbolic tangent. */
  record Tanh() implements Unary {}

  /** The error function. */
  record Erf() implements Unary {}

  /** Sine, of radians. */
  record Sin() implements Unary {}

  /** Cosine, of radians. */
  record Cos() implements Unary {}

  /** The next integer below; its gradient is 0. */
  record Floor() implements Unary {}

  /** The next integer above; its gradient is 0. */
  record Ceil() implements Unary {}

  /** The nearest integer, the even one of two; its gradient is 0. */
  record Round() implements Unary {}

  /** -1, 0 or 1; its gradient is 0. */
  record Sign() implements Unary {}

  /** {@code log(1 + e ** x)}, which is a smooth {@link Relu}. */
  record Softplus() implements Unary {}

  /** {@code x * sigmoid(x)}. */
  record Silu() implements Unary {}

  /** {@code x * clamp(x + 3, 0, 6) / 6}. */
  record HardSwish() implements Unary {}

  /** {@code x} where positive, else {@code slope * x}. */
  record LeakyRelu(double slope) implements Unary {}

  /** {@code x} where positive, else {@code alpha * (e ** x - 1)}. */
  record Elu(double alpha) implements Unary {}

  /**
   * Gaussian error linear unit.
   *
   * @param tanh the tanh approximation instead of the exact form
   */
  record Gelu(boolean tanh) implements Unary {}

  /** {@code clamp(alpha * x + beta, 0, 1)}; PyTorch's has alpha 1/6, ONNX's default is 0.2. */
  record HardSigmoid(double alpha, double beta) implements Unary {}

  /**
   * {@code min(max(x, min), max)}; a missing bound is an infinity. The gradient passes at the
   * bounds.
   */
  record Clamp(double min, double max) implements Unary {}

  /**
   * {@code a} where the condition holds, else {@code b}: inputs condition (bool), a, b, all of
   * which broadcast.
   */
  record Where() implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 3, 3);
      in.check(inputs.get(0).type() == DType.BOOL, "condition must be bool");
      DType type = in.floating(1);
      Shape both = in.broadcast(in.shape(1), in.shape(2));
      return new Spec(in.broadcast(in.shape(0), both), type);
    }

    @Override
    public boolean differentiable(int input) {
      return input > 0;
    }
  }

  // --- reductions -----------------------------------------------------------------------------

  /** Sum over axes. */
  record Sum(List<Integer> axes, boolean keepDims) implements Reduction {
    public Sum {
      axes = List.copyOf(axes);
    }

    @Override
    public Sum withAxes(List<Integer> other) {
      return new Sum(other, keepDims);
    }
  }

  /** Arithmetic mean over axes. */
  record Mean(List<Integer> axes, boolean keepDims) implements Reduction {
    public Mean {
      axes = List.copyOf(axes);
    }

    @Override
    public Mean withAxes(List<Integer> other) {
      return new Mean(other, keepDims);
    }
  }

  /**
   * Largest value over axes, NaN if there is one; at a tie the gradient's split is the backend's.
   */
  record Max(List<Integer> axes, boolean keepDims) implements Reduction {
    public Max {
      axes = List.copyOf(axes);
    }

    @Override
    public Max withAxes(List<Integer> other) {
      return new Max(other, keepDims);
    }
  }

  /** Euclidean length over axes; where it is 0, so is its gradient. */
  record Norm2(List<Integer> axes, boolean keepDims) implements Reduction {
    public Norm2 {
      axes = List.copyOf(axes);
    }

    @Override
    public Norm2 withAxes(List<Integer> other) {
      return new Norm2(other, keepDims);
    }
  }

  /** {@code e ** x} normalised to sum 1 along an axis. */
  record Softmax(int axis) implements Unary {
    @Override
    public Spec output(List<Spec> inputs) {
      Spec out = Unary.super.output(inputs);
      new Operands(this, inputs, 1, 1).axis(axis, out.shape().rank());
      return out;
    }

    @Override
    public Softmax normalize(List<Spec> inputs) {
      return new Softmax(new Operands(this, inputs, 1, 1).axis(axis, inputs.get(0).shape().rank()));
    }
  }

  /** Logarithm of {@link Softmax}. */
  record LogSoftmax(int axis) implements Unary {
    @Override
    public Spec output(List<Spec> inputs) {
      Spec out = Unary.super.output(inputs);
      new Operands(this, inputs, 1, 1).axis(axis, out.shape().rank());
      return out;
    }

    @Override
    public LogSoftmax normalize(List<Spec> inputs) {
      return new LogSoftmax(
          new Operands(this, inputs, 1, 1).axis(axis, inputs.get(0).shape().rank()));
    }
  }

  // --- shape ----------------------------------------------------------------------------------

  /**
   * The same values under another shape.
   *
   * @param shape at most one extent may be -1, which is then found from the rest
   */
  record Reshape(List<Long> shape) implements Op {
    public Reshape {
      shape = List.copyOf(shape);
    }

    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      return inputs.get(0).withShape(ShapeRules.reshaped(in, shape));
    }

    @Override
    public Reshape normalize(List<Spec> inputs) {
      return new Reshape(output(inputs).shape().stream().boxed().toList());
    }
  }

  /** Axes in another order. */
  record Permute(List<Integer> axes) implements Op {
    public Permute {
      axes = List.copyOf(axes);
    }

    @Override
    public Spec output(List<Spec> inputs) {
      Shape x = new Operands(this, inputs, 1, 1).shape(0);
      List<Integer> order = normalize(inputs).axes();
      return inputs.get(0).withShape(Shape.of(order.stream().mapToLong(x::get).toArray()));
    }

    @Override
    public Permute normalize(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      int rank = in.shape(0).rank();
      in.check(
          in.axes(axes, rank).size() == rank, "names " + axes.size() + " axes, input has " + rank);
      return new Permute(axes.stream().map(axis -> in.axis(axis, rank)).toList());
    }
  }

  /** Inputs end to end along an axis. */
  record Concat(int axis) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, Integer.MAX_VALUE);
      return new Spec(ShapeRules.concatenated(in, axis), in.floating());
    }

    @Override
    public Concat normalize(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, Integer.MAX_VALUE);
      return new Concat(in.axis(axis, in.shape(0).rank()));
    }
  }

  /**
   * A strided range along some axes; starts and ends may be negative or past the end, steps are
   * positive.
   */
  record Slice(List<Long> starts, List<Long> ends, List<Integer> axes, List<Long> steps)
      implements Op {
    public Slice {
      starts = List.copyOf(starts);
      ends = List.copyOf(ends);
      axes = List.copyOf(axes);
      steps = List.copyOf(steps);
    }

    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      return inputs.get(0).withShape(SliceRule.output(normalize(inputs), in.shape(0)));
    }

    @Override
    public Slice normalize(List<Spec> inputs) {
      return SliceRule.normalized(this, new Operands(this, inputs, 1, 1));
    }
  }

  /**
   * Entries of an axis picked by an integer index (second input) of rank 1, or of rank 0, which
   * drops the axis. Values of the index must lie in [0, extent): they are the caller's to check,
   * see {@link Operators}.
   */
  record Gather(int axis) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 2);
      in.check(inputs.get(1).type() == DType.INT64, "index must be int64");
      return inputs.get(0).withShape(ShapeRules.gathered(in, axis));
    }

    @Override
    public Gather normalize(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 2);
      return new Gather(in.axis(axis, in.shape(0).rank()));
    }

    @Override
    public boolean differentiable(int input) {
      return input == 0;
    }
  }

  /** Extents of 1 repeated to a larger shape, leading axes added. */
  record Expand(List<Long> shape) implements Op {
    public Expand {
      shape = List.copyOf(shape);
    }

    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      Shape target = Shape.of(shape.stream().mapToLong(Long::longValue).toArray());
      in.check(in.broadcast(in.shape(0), target).equals(target), "does not expand to " + target);
      return inputs.get(0).withShape(target);
    }
  }

  /** A constant border around pictures; negative padding crops. */
  record Pad(Padding padding, double value) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      in.rank(0, 4);
      Shape x = in.shape(0);
      long height = x.get(2) + padding.top() + padding.bottom();
      long width = x.get(3) + padding.left() + padding.right();
      in.check(height > 0 && width > 0, "padding " + padding + " leaves nothing");
      return new Spec(Shape.of(x.get(0), x.get(1), height, width), in.floating());
    }
  }

  // --- linear algebra -------------------------------------------------------------------------

  /** Matrix product over the last two axes, leading axes broadcast. */
  record MatMul() implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 2);
      return new Spec(ShapeRules.multiplied(in), in.floating());
    }
  }

  /**
   * {@code x weight^T + bias} over the last axis: x [..., in], weight [out, in], optional bias
   * [out].
   */
  record Linear() implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 3);
      in.rank(1, 2);
      in.check(in.shape(0).rank() >= 1, "input must have rank 1 or more");
      in.check(
          in.shape(0).get(-1) == in.shape(1).get(1),
          "input has " + in.shape(0).get(-1) + " features, weight expects " + in.shape(1).get(1));
      ShapeRules.bias(in, 2, in.shape(1).get(0));
      return new Spec(in.shape(0).with(-1, in.shape(1).get(0)), in.floating());
    }
  }

  /** Cross-correlation: x [n, c, h, w], weight [out, c / groups, kh, kw], optional bias [out]. */
  record Conv2d(Size stride, Padding padding, Size dilation, int groups) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 3);
      return new Spec(ConvolutionRules.convolved(in, this), in.floating());
    }
  }

  /**
   * Cross-correlation of volumes: x [n, c, d, h, w], weight [out, c / groups, kd, kh, kw], optional
   * bias [out].
   */
  record Conv3d(Size3d stride, Padding3d padding, Size3d dilation, int groups) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 3);
      return new Spec(ConvolutionRules.convolved(in, this), in.floating());
    }

    /** The convolution of a slice with a slice of the kernel; these add up to this one. */
    public Conv2d ofSlices() {
      return new Conv2d(stride.picture(), padding.picture(), dilation.picture(), groups);
    }
  }

  /**
   * The transpose of {@link Conv2d}, which enlarges: x [n, c, h, w], weight [c, out / groups, kh,
   * kw], optional bias [out]. Padding takes away from the output.
   *
   * @param outputPadding rows below and columns to the right that are added to the output, smaller
   *     than stride or dilation: they say which of the sizes that a strided convolution brings down
   *     to one is meant
   */
  record ConvTranspose2d(
      Size stride, Padding padding, Size outputPadding, Size dilation, int groups) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 3);
      return new Spec(ConvolutionRules.transposed(in, this), in.floating());
    }
  }

  // --- pooling --------------------------------------------------------------------------------

  /** Largest value of each window, NaN if one is in it; padding counts as minus infinity. */
  record MaxPool2d(Size kernel, Size stride, Padding padding, Size dilation, boolean ceilMode)
      implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      return Windows.pooled(
          this, inputs, Windows.axes(kernel, stride, padding, dilation), ceilMode);
    }
  }

  /**
   * Mean of each window.
   *
   * @param countIncludePad whether padded zeros count in the divisor (what {@code ceilMode} adds
   *     beyond the padding never does)
   */
  record AvgPool2d(
      Size kernel, Size stride, Padding padding, boolean ceilMode, boolean countIncludePad)
      implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      return Windows.pooled(
          this, inputs, Windows.axes(kernel, stride, padding, Size.ONE), ceilMode);
    }
  }

  /** The same of windows in volumes [n, c, d, h, w]. */
  record MaxPool3d(
      Size3d kernel, Size3d stride, Padding3d padding, Size3d dilation, boolean ceilMode)
      implements Pool3d {
    @Override
    public Spec output(List<Spec> inputs) {
      return Windows.pooled(
          this, inputs, Windows.axes(kernel, stride, padding, dilation), ceilMode);
    }

    @Override
    public MaxPool2d ofSlices() {
      return new MaxPool2d(
          kernel.picture(), stride.picture(), padding.picture(), dilation.picture(), ceilMode);
    }

    @Override
    public MaxPool2d ofDepth() {
      return new MaxPool2d(
          kernel.column(), stride.column(), padding.column(), dilation.column(), ceilMode);
    }
  }

  /**
   * Mean of each window in volumes [n, c, d, h, w].
   *
   * @param countIncludePad as in {@link AvgPool2d}
   */
  record AvgPool3d(
      Size3d kernel, Size3d stride, Padding3d padding, boolean ceilMode, boolean countIncludePad)
      implements Pool3d {
    @Override
    public Spec output(List<Spec> inputs) {
      return Windows.pooled(
          this, inputs, Windows.axes(kernel, stride, padding, Size3d.ONE), ceilMode);
    }

    @Override
    public AvgPool2d ofSlices() {
      return new AvgPool2d(
          kernel.picture(), stride.picture(), padding.picture(), ceilMode, countIncludePad);
    }

    @Override
    public AvgPool2d ofDepth() {
      return new AvgPool2d(
          kernel.column(), stride.column(), padding.column(), ceilMode, countIncludePad);
    }
  }

  /** Mean over windows chosen so that the output has this size; may enlarge. */
  record AdaptiveAvgPool2d(Size outputSize) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      return new Spec(ShapeRules.resized(in, outputSize), in.floating());
    }
  }

  // --- normalisation and resampling -----------------------------------------------------------

  /**
   * Batch normalisation over axis 1. Inputs x, weight [c], bias [c]; unless {@code training}
   * (statistics of the batch itself) also mean [c] and variance [c].
   */
  record BatchNorm(double epsilon, boolean training) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      int count = training ? 3 : 5;
      Operands in = new Operands(this, inputs, count, count);
      in.channels(1, count);
      return new Spec(in.shape(0), in.floating());
    }

    /** The running statistics of evaluation mode are constants. */
    @Override
    public boolean differentiable(int input) {
      return input < 3;
    }
  }

  /**
   * Normalisation over the trailing axes named; inputs x, weight, bias, the latter two of those
   * extents.
   */
  record LayerNorm(List<Integer> axes, double epsilon) implements Op {
    public LayerNorm {
      axes = List.copyOf(axes);
    }

    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 3, 3);
      ShapeRules.normalisedTail(in, in.axes(axes, in.shape(0).rank()));
      return new Spec(in.shape(0), in.floating());
    }

    @Override
    public LayerNorm normalize(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 3, 3);
      return new LayerNorm(in.axes(axes, in.shape(0).rank()), epsilon);
    }
  }

  /**
   * Normalisation of each sample over groups of channels: inputs x [n, c, ...], weight [c], bias
   * [c]. With {@code groups} equal to the channels it is instance normalisation.
   */
  record GroupNorm(int groups, double epsilon) implements Op {
    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 3, 3);
      in.channels(1, 3);
      long channels = in.shape(0).get(1);
      in.check(
          groups >= 1 && channels % groups == 0,
          channels + " channels do not divide into " + groups + " groups");
      return new Spec(in.shape(0), in.floating());
    }
  }

  /**
   * Pictures at another size.
   *
   * @param alignCorners not for {@code NEAREST}: corner pixels map onto each other, instead of
   *     pixel edges
   */
  record Interpolate(Size size, Mode mode, boolean alignCorners) implements Op {

    /** How values between pixels are found. */
    public enum Mode {
      NEAREST,
      BILINEAR,
      BICUBIC
    }

    @Override
    public Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      in.check(!alignCorners || mode != Mode.NEAREST, "alignCorners does not go with NEAREST");
      return new Spec(ShapeRules.resized(in, size), in.floating());
    }
  }

  // --- shared rules ---------------------------------------------------------------------------

  /** Elementwise over two operands that broadcast. */
  sealed interface Binary extends Op {
    @Override
    default Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 2, 2);
      DType type = in.floating();
      return new Spec(in.broadcast(in.shape(0), in.shape(1)), type);
    }
  }

  /** Elementwise over one operand: same shape out. */
  sealed interface Unary extends Op {
    @Override
    default Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      return new Spec(in.shape(0), in.floating());
    }
  }

  /**
   * Pooling of volumes. A window's maximum and its mean are those of its slices' maxima and means,
   * so it is two poolings of pictures, which a backend may use instead of kernels of its own.
   */
  sealed interface Pool3d extends Op {

    /** Of each slice by itself: of [n, c * d, h, w]. */
    Op ofSlices();

    /** Of what came of the slices, along the depth: of [n, c, d, h * w]. */
    Op ofDepth();
  }

  /** Over some axes, which stay as 1 or go; no axes means all. */
  sealed interface Reduction extends Op {
    List<Integer> axes();

    boolean keepDims();

    Reduction withAxes(List<Integer> other);

    @Override
    default Spec output(List<Spec> inputs) {
      Operands in = new Operands(this, inputs, 1, 1);
      List<Integer> over = normalize(inputs).axes();
      Shape x = in.shape(0);
      List<Long> kept = new ArrayList<>();
      for (int axis = 0; axis < x.rank(); axis++) {
        if (!over.contains(axis)) {
          kept.add(x.get(axis));
        } else if (keepDims()) {
          kept.add(1L);
        }
      }
      return new Spec(Shape.of(kept.stream().mapToLong(Long::longValue).toArray()), in.floating());
    }

    @Override
    default Reduction normalize(List<Spec> inputs) {
      int rank = inputs.get(0).shape().rank();
      if (axes().isEmpty()) {
        return withAxes(IntStream.range(0, rank).boxed().toList());
      }
      return withAxes(new Operands(this, inputs, 1, 1).axes(axes(), rank));
    }
  }

  /** Every operator of the language. */
  static List<Class<? extends Op>> all() {
    List<Class<? extends Op>> found = new ArrayList<>();
    List<Class<?>> open = new ArrayList<>(List.of(Op.class));
    while (!open.isEmpty()) {
      Class<?> type = open.remove(open.size() - 1);
      if (type.isRecord()) {
        found.add(type.asSubclass(Op.class));
      } else {
        Collections.addAll(open, type.getPermittedSubclasses());
      }
    }
    found.sort(java.util.Comparator.comparing(Class::getSimpleName));
    return found;
  }
}
