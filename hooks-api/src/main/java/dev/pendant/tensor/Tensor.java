package dev.pendant.tensor;

import dev.pendant.autograd.Node;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.PostAccumulateGradHook;
import dev.pendant.hook.TensorHook;
import dev.pendant.internal.TensorFactory;
import dev.pendant.internal.UnbindNode;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A value on one backend: shape, type, perhaps a gradient, perhaps a place on the tape. Values
 * never change.
 *
 * <p>A tensor made while a {@link Scope} is open on the thread belongs to that scope and dies with
 * it; one made outside any scope lives until it is closed or collected. Tensors may be read from
 * any thread. Not for implementing: the tape knows only its own.
 */
public interface Tensor extends AutoCloseable {

  // --- making ---------------------------------------------------------------------------------

  /**
   * A float32 tensor with a copy of these values, row-major.
   *
   * @throws IllegalArgumentException if the number of values does not fit the shape
   */
  static Tensor of(Backend backend, float[] values, long... shape) {
    return TensorFactory.floats(backend, values, Shape.of(shape));
  }

  /** A float64 tensor with a copy of these values, row-major. */
  static Tensor of(Backend backend, double[] values, long... shape) {
    return TensorFactory.doubles(backend, values, Shape.of(shape));
  }

  /** An int64 tensor with a copy of these values, row-major; an index, never differentiable. */
  static Tensor of(Backend backend, long[] values, long... shape) {
    return TensorFactory.longs(backend, values, Shape.of(shape));
  }

  /** A bool tensor with a copy of these values, row-major; a condition, never differentiable. */
  static Tensor of(Backend backend, boolean[] values, long... shape) {
    return TensorFactory.flags(backend, values, Shape.of(shape));
  }

  /**
   * A tensor with a copy of the values that a buffer holds between its position and its limit,
   * which stay; row-major, in the machine's byte order. For making many tensors from the same
   * memory.
   *
   * @param spec of a floating type
   * @throws IllegalArgumentException if the type is not floating or the buffer does not hold {@code
   *     spec.bytes()}
   */
  static Tensor of(Backend backend, Spec spec, ByteBuffer values) {
    return TensorFactory.bytes(backend, spec, values);
  }

  /** A float32 tensor of rank 0. */
  static Tensor scalar(Backend backend, double value) {
    return full(backend, new Spec(Shape.of(), DType.FLOAT32), value);
  }

  /** A tensor of a floating type with one value everywhere. */
  static Tensor full(Backend backend, Spec spec, double value) {
    return TensorFactory.full(backend, spec, value);
  }

  // --- what it is -----------------------------------------------------------------------------

  Spec spec();

  default Shape shape() {
    return spec().shape();
  }

  default DType type() {
    return spec().type();
  }

  Backend backend();

  /** What made it: an operator's name, {@code values}, {@code gradient} ... */
  String origin();

  // --- reading --------------------------------------------------------------------------------

  /**
   * A copy of the values, row-major; float64 is rounded to float.
   *
   * @throws IllegalStateException if the type is not floating
   * @throws ClosedTensorException after close
   */
  float[] toFloatArray();

  /** A copy of the values of a floating tensor, row-major. */
  double[] toDoubleArray();

  /**
   * Copies the values of a floating tensor into a buffer, row-major, in the machine's byte order;
   * its position moves past them.
   *
   * @throws IllegalArgumentException if fewer than {@code spec().bytes()} remain
   * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
   * @throws IllegalStateException if the type is not floating
   * @throws ClosedTensorException after close
   */
  void read(ByteBuffer target);

  /** A copy of the values of an int64 tensor, row-major. */
  long[] toLongArray();

  /**
   * The value of a floating tensor with one element.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  double item();

  // --- gradients ------------------------------------------------------------------------------

  /** Whether operators on this tensor are recorded. */
  boolean requiresGrad();

  /** Same as {@code requireGrad(true)}. */
  default Tensor requireGrad() {
    return requireGrad(true);
  }

  /**
   * Switches recording on or off for a leaf; hooks stay and sleep while it is off (case H-029).
   *
   * @return this
   * @throws IllegalStateException if the type is not floating, or on a tensor that an operator
   *     recorded
   */
  Tensor requireGrad(boolean required);

  /** Whether no recorded operator made it. */
  boolean isLeaf();

  /**
   * The gradient accumulated by {@link dev.pendant.autograd.Autograd#backward}, as a new tensor in
   * the current scope; null if there is none. Later passes do not change what was returned (case
   * H-023).
   */
  @Nullable Tensor grad();

  /** Forgets the accumulated gradient. */
  void clearGrad();

  /**
   * Puts another gradient in the accumulated one's place; the next pass adds to it (H-067).
   *
   * @param gradient of this tensor's shape, type and backend; stays the caller's
   */
  void setGrad(Tensor gradient);

  /**
   * Makes a recorded tensor keep its gradient like a leaf, after its hooks (H-048); does nothing on
   * a leaf (H-052). Cases H-048 to H-053.
   *
   * @return this
   * @throws IllegalStateException if this tensor requires no gradient
   */
  Tensor retainGrad();

  /** Whether {@link #retainGrad} was called on this recorded tensor. */
  boolean retainsGrad();

  /**
   * Calls the hook after each backward pass that added to this leaf's gradient; cases H-065 to
   * H-075.
   *
   * @throws IllegalStateException if this is no leaf or requires no gradient (H-070)
   */
  HookHandle registerPostAccumulateGradHook(PostAccumulateGradHook hook);

  /**
   * The recorded operator (or leaf) this tensor is an output of; null if it requires no gradient.
   */
  @Nullable Node node();

  /**
   * Calls the hook in every backward pass that reaches this tensor, once, with the gradient summed
   * over all uses and reduced to this tensor's shape; what it returns replaces the gradient for
   * everything upstream and for {@link #grad()}. Hooks run in the order registered, each seeing the
   * previous one's result. Cases H-001 to H-026.
   *
   * @throws IllegalStateException if this tensor requires no gradient (H-027)
   */
  HookHandle registerHook(TensorHook hook);

  /**
   * Goes backward from here with seed 1; see {@link
   * dev.pendant.autograd.Autograd#backward(Tensor)}.
   *
   * @throws IllegalStateException if this is not a single element or requires no gradient
   */
  default void backward() {
    dev.pendant.autograd.Autograd.backward(this);
  }

  /**
   * Makes this tensor be that value from now on: what an in-place operator is to others, {@code
   * t.assign(t.mul(5))}. Values themselves never change, so nothing that saw the old one is
   * disturbed: hooks registered before are those of the old value, hooks registered after those of
   * the new one (H-041 to H-044), and a retained gradient moves along (H-053). With grad mode off,
   * the tensor keeps its place on the tape and its hooks: an optimiser's step (H-046).
   *
   * @param value of this tensor's shape, type and backend; stays the caller's
   * @return this
   * @throws IllegalStateException for a leaf that requires a gradient, with grad mode on (H-047);
   *     for a tensor at the edge of a call that has backward hooks (H-144)
   */
  Tensor assign(Tensor value);

  /**
   * Puts other data into a leaf, also of another shape or floating type; its hooks stay, its
   * gradient goes (H-046, H-198).
   *
   * @param value stays the caller's
   * @throws IllegalStateException if this was recorded
   */
  void setData(Tensor value);

  // --- lifetime -------------------------------------------------------------------------------

  /** The same value, not on the tape, with no hooks and no gradient: a new leaf sharing memory. */
  Tensor detach();

  /**
   * Takes this tensor out of its scope: from now on it lives until closed (or collected).
   *
   * @return this
   */
  Tensor keep();

  boolean isClosed();

  /** Frees the memory unless the tape still needs it. Calling it again does nothing. */
  @Override
  void close();

  /**
   * The backend's array, for interop; valid while this tensor is open. Not to be closed.
   *
   * @throws ClosedTensorException after close
   */
  NativeArray array();

  // --- arithmetic -----------------------------------------------------------------------------

  default Tensor add(Tensor other) {
    return Operators.apply(new Op.Add(), this, other);
  }

  default Tensor add(double other) {
    return add(constant(other));
  }

  default Tensor sub(Tensor other) {
    return Operators.apply(new Op.Sub(), this, other);
  }

  default Tensor sub(double other) {
    return sub(constant(other));
  }

  default Tensor mul(Tensor other) {
    return Operators.apply(new Op.Mul(), this, other);
  }

  default Tensor mul(double other) {
    return mul(constant(other));
  }

  default Tensor div(Tensor other) {
    return Operators.apply(new Op.Div(), this, other);
  }

  default Tensor div(double other) {
    return div(constant(other));
  }

  default Tensor pow(double exponent) {
    return Operators.apply(new Op.Pow(), this, constant(exponent));
  }

  default Tensor neg() {
    return Operators.apply(new Op.Neg(), this);
  }

  default Tensor exp() {
    return Operators.apply(new Op.Exp(), this);
  }

  default Tensor log() {
    return Operators.apply(new Op.Log(), this);
  }

  default Tensor sqrt() {
    return Operators.apply(new Op.Sqrt(), this);
  }

  default Tensor sin() {
    return Operators.apply(new Op.Sin(), this);
  }

  default Tensor cos() {
    return Operators.apply(new Op.Cos(), this);
  }

  default Tensor floor() {
    return Operators.apply(new Op.Floor(), this);
  }

  default Tensor ceil() {
    return Operators.apply(new Op.Ceil(), this);
  }

  /** The nearest integers; halves go to the even one. */
  default Tensor round() {
    return Operators.apply(new Op.Round(), this);
  }

  default Tensor sign() {
    return Operators.apply(new Op.Sign(), this);
  }

  default Tensor relu() {
    return Operators.apply(new Op.Relu(), this);
  }

  default Tensor sigmoid() {
    return Operators.apply(new Op.Sigmoid(), this);
  }

  /**
   * This where the condition holds, else the other; all three broadcast.
   *
   * @param condition a bool tensor
   */
  default Tensor where(Tensor condition, Tensor other) {
    return Operators.apply(new Op.Where(), condition, this, other);
  }

  default Tensor softmax(int axis) {
    return Operators.apply(new Op.Softmax(axis), this);
  }

  default Tensor matmul(Tensor other) {
    return Operators.apply(new Op.MatMul(), this, other);
  }

  /** Sum over the axes named, which go; over all of them if none is. */
  default Tensor sum(Integer... axes) {
    return Operators.apply(new Op.Sum(List.of(axes), false), this);
  }

  /** Mean over the axes named, which go; over all of them if none is. */
  default Tensor mean(Integer... axes) {
    return Operators.apply(new Op.Mean(List.of(axes), false), this);
  }

  /** Largest value over the axes named, which go; over all of them if none is. */
  default Tensor max(Integer... axes) {
    return Operators.apply(new Op.Max(List.of(axes), false), this);
  }

  /** Euclidean length over the axes named, which go; over all of them if none is. */
  default Tensor norm(Integer... axes) {
    return Operators.apply(new Op.Norm2(List.of(axes), false), this);
  }

  /** The same values under another shape; one extent may be -1. */
  default Tensor reshape(long... shape) {
    return Operators.apply(new Op.Reshape(LongStream.of(shape).boxed().toList()), this);
  }

  default Tensor permute(Integer... axes) {
    return Operators.apply(new Op.Permute(List.of(axes)), this);
  }

  /**
   * The parts along an axis, without it. On the tape they are the outputs of one node (H-096); a
   * hook on a part that no gradient comes to is not called (H-062).
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  default List<Tensor> unbind(int axis) {
    return UnbindNode.unbind(this, axis);
  }

  /** A range of one axis. */
  default Tensor slice(int axis, long start, long end) {
    return Operators.apply(
        new Op.Slice(List.of(start), List.of(end), List.of(axis), List.of(1L)), this);
  }

  private Tensor constant(double value) {
    return full(backend(), new Spec(Shape.of(), type()), value);
  }
}
