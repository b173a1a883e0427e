package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.Node;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.PostAccumulateGradHook;
import dev.pendant.hook.TensorHook;
import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.ClosedTensorException;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.jspecify.annotations.Nullable;

/** The only tensor: a handle on a storage, and its place on the tape. */
public final class TapeTensor implements Tensor {

  private final TensorHandle handle;
  private final String origin;

  /** What made it, or, for a leaf that ever required a gradient, its gradient's place. */
  private volatile @Nullable TapeNode node;

  private volatile int output;
  private volatile boolean requiresGrad;

  /** Made in inference mode, so never to be on a tape. */
  private final boolean inference = GradMode.isInference();

  private @Nullable Arena arena;
  private boolean leftToCollector;

  private TapeTensor(Storage storage, String origin, @Nullable TapeNode node, int output) {
    this.handle = new TensorHandle(storage);
    this.origin = origin;
    this.node = node;
    this.output = output;
    this.requiresGrad = node != null;
    this.arena = Arena.assign(handle, this);
    this.leftToCollector = arena == null;
  }

  /**
   * A leaf owned by the current scope.
   *
   * @param storage one reference passes to the tensor
   */
  static TapeTensor leaf(Storage storage, String origin) {
    return new TapeTensor(storage, origin, null, 0);
  }

  /** An output of a node, owned by the current scope; one reference of the storage passes to it. */
  static TapeTensor output(Storage storage, TapeNode node, int output) {
    return new TapeTensor(storage, node.name(), node, output);
  }

  /** The one implementation behind the interface. */
  public static TapeTensor of(Tensor tensor) {
    if (tensor instanceof TapeTensor ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        "a tensor must come from Pendant, got " + tensor.getClass().getName());
  }

  /** A reference to the value for the caller to release. */
  Storage retain() {
    Storage storage = handle.retainStorage();
    if (storage == null) {
      throw new ClosedTensorException(spec(), origin);
    }
    return storage;
  }

  boolean isInference() {
    return inference;
  }

  TensorHandle handle() {
    return handle;
  }

  /** Which output of its node it is; 0 for a leaf. */
  int outputIndex() {
    return output;
  }

  @Nullable TapeNode tapeNode() {
    return requiresGrad ? node : null;
  }

  @Override
  public Spec spec() {
    return handle.storage().spec();
  }

  @Override
  public Backend backend() {
    return handle.storage().backend();
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public float[] toFloatArray() {
    ByteBuffer data = read(true);
    float[] values = new float[Math.toIntExact(shape().elements())];
    boolean single = type() == DType.FLOAT32;
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? data.getFloat() : (float) data.getDouble();
    }
    return values;
  }

  @Override
  public double[] toDoubleArray() {
    ByteBuffer data = read(true);
    double[] values = new double[Math.toIntExact(shape().elements())];
    boolean single = type() == DType.FLOAT32;
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? data.getFloat() : data.getDouble();
    }
    return values;
  }

  @Override
  public long[] toLongArray() {
    if (type() != DType.INT64) {
      throw new IllegalStateException("expected an int64 tensor, this is " + spec());
    }
    ByteBuffer data = read(false);
    long[] values = new long[Math.toIntExact(shape().elements())];
    data.asLongBuffer().get(values);
    return values;
  }

  @Override
  public double item() {
    if (shape().elements() != 1) {
      throw new IllegalStateException("item() reads a single element, this is " + spec());
    }
    return toDoubleArray()[0];
  }

  @Override
  public void read(ByteBuffer target) {
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    if (target.remaining() < spec().bytes()) {
      throw new IllegalArgumentException(
          spec() + " takes " + spec().bytes() + " bytes, the buffer has " + target.remaining());
    }
    Storage storage = retainFloating();
    try {
      backend().read(storage.array(), target);
    } finally {
      storage.release();
    }
  }

  private ByteBuffer read(boolean floating) {
    Storage storage = floating ? retainFloating() : retain();
    try {
      return TensorFactory.read(storage);
    } finally {
      storage.release();
    }
  }

  private Storage retainFloating() {
    if (!type().isFloating()) {
      throw new IllegalStateException("expected a floating tensor, this is " + spec());
    }
    return retain();
  }

  @Override
  public boolean requiresGrad() {
    return requiresGrad;
  }

  @Override
  public boolean isLeaf() {
    TapeNode made = node;
    return made == null || made instanceof LeafNode place && place.isOf(this);
  }

  @Override
  public synchronized Tensor requireGrad(boolean required) {
    if (!isLeaf()) {
      throw new IllegalStateException(
          "requireGrad is for leaves; this "
              + spec()
              + " was recorded by "
              + origin
              + ", detach() it first");
    }
    if (required && inference) {
      throw new IllegalStateException(
          this + " was made in inference mode and cannot require a gradient; make it outside");
    }
    if (required && !type().isFloating()) {
      throw new IllegalStateException("only floating tensors have gradients, this is " + spec());
    }
    if (required && node == null) {
      node = new LeafNode(this);
    }
    requiresGrad = required;
    return this;
  }

  @Override
  public @Nullable Tensor grad() {
    Gradient gradient = handle.retainGradient();
    if (gradient == null) {
      return null;
    }
    Tensor handedOut = gradient.handOut("gradient of " + origin);
    gradient.release();
    return handedOut;
  }

  @Override
  public void clearGrad() {
    handle.clearGradient();
  }

  @Override
  public Tensor assign(Tensor value) {
    TapeTensor other = of(value);
    if (!other.spec().equals(spec()) || other.backend() != backend()) {
      throw new IllegalArgumentException(
          "what is assigned to "
              + this
              + " must be "
              + spec()
              + " on the same backend, is "
              + value);
    }
    if (tapeNode() instanceof BoundaryNode edge) {
      throw new IllegalStateException(
          "this tensor passed the edge of a call of "
              + edge.name()
              + ", which has backward hooks; assigning to it would take it from under them. Assign to a"
              + " new tensor instead");
    }
    if (GradMode.isEnabled()) {
      assignRecorded(other);
    } else {
      handle.replaceStorage(other.retain());
    }
    return this;
  }

  private synchronized void assignRecorded(TapeTensor value) {
    if (isLeaf() && requiresGrad) {
      throw new IllegalStateException(
          "a leaf that requires a gradient is assigned to: "
              + this
              + "; do it under Autograd.noGrad()");
    }
    boolean keepsGradient = retainsGrad();
    TapeNode before = node;
    if (keepsGradient && before != null) {
      before.retain(output, null);
    }
    handle.replaceStorage(value.retain());
    node = value.tapeNode();
    output = value.outputIndex();
    requiresGrad = node != null;
    if (keepsGradient) {
      retainGrad();
    }
  }

  @Override
  public void setData(Tensor value) {
    if (!isLeaf()) {
      throw new IllegalStateException("setData is for leaves, " + this + " was recorded");
    }
    if (requiresGrad && !value.type().isFloating()) {
      throw new IllegalArgumentException(
          this + " requires a gradient, so its data must be floating, got " + value);
    }
    handle.clearGradient();
    handle.replaceStorage(of(value).retain());
  }

  @Override
  public @Nullable Node node() {
    return tapeNode();
  }

  @Override
  public HookHandle registerHook(TensorHook hook) {
    TapeNode made = tapeNode();
    if (made == null) {
      throw new IllegalStateException(
          "cannot register a hook on a tensor that requires no gradient: "
              + spec()
              + " made by "
              + origin
              + "; call requireGrad() on it, or on what it is computed from, first");
    }
    return made.hooks(output)
        .add((pass, gradient) -> gradient == null ? null : hook.call(gradient));
  }

  @Override
  public HookHandle registerPostAccumulateGradHook(PostAccumulateGradHook hook) {
    if (tapeNode() instanceof LeafNode leaf) {
      return leaf.postAccumulateHooks().add(hook);
    }
    throw new IllegalStateException(
        "a post-accumulate hook needs a leaf that requires a gradient, this is "
            + this
            + (isLeaf()
                ? "; call requireGrad() on it first"
                : "; hook the leaf it is computed from"));
  }

  @Override
  public Tensor retainGrad() {
    TapeNode made = tapeNode();
    if (made == null) {
      throw new IllegalStateException(
          "cannot retain the gradient of a tensor that requires none: " + this);
    }
    if (!isLeaf()) {
      made.retain(output, handle);
    }
    return this;
  }

  @Override
  public boolean retainsGrad() {
    TapeNode made = node;
    return made != null && made.retained(output) == handle;
  }

  @Override
  public void setGrad(Tensor gradient) {
    TapeTensor value = of(gradient);
    if (!value.spec().equals(spec()) || value.backend() != backend()) {
      throw new IllegalArgumentException(
          "the gradient of "
              + this
              + " must be "
              + spec()
              + " on the same backend, is "
              + gradient);
    }
    handle.replaceGradient(Gradient.of(gradient));
  }

  @Override
  public Tensor detach() {
    return leaf(retain(), origin);
  }

  @Override
  public synchronized Tensor keep() {
    if (arena != null) {
      arena.remove(handle);
      arena = null;
    }
    if (!leftToCollector) {
      leftToCollector = true;
      Arena.leaveToCollector(handle, this);
    }
    return this;
  }

  public synchronized void moveTo(Arena target) {
    if (isClosed()) {
      throw new ClosedTensorException(spec(), origin);
    }
    target.add(handle);
    if (arena != null && arena != target) {
      arena.remove(handle);
    }
    arena = target;
  }

  @Override
  public boolean isClosed() {
    return handle.isFreed();
  }

  @Override
  public synchronized void close() {
    if (arena != null) {
      arena.remove(handle);
      arena = null;
    }
    handle.free();
  }

  @Override
  public NativeArray array() {
    if (isClosed()) {
      throw new ClosedTensorException(spec(), origin);
    }
    return handle.storage().array();
  }

  @Override
  public String toString() {
    return "Tensor " + spec() + " by " + origin + (isClosed() ? ", closed" : "");
  }
}
