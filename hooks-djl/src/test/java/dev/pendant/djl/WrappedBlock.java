package dev.pendant.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** A user's block, and the same block wrapped; everything is freed together. */
final class WrappedBlock implements AutoCloseable {

  final DjlBackend backend = (DjlBackend) new DjlProvider().open();
  final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  final Block block;
  final Module module;
  private final Scope scope = Scope.open();

  /** Initialises the block with DJL's own random numbers, the same every time. */
  WrappedBlock(Block block, long... inputShape) {
    this.block = block;
    if (inputShape.length > 0) {
      manager.getEngine().setRandomSeed(1);
      block.initialize(manager, DataType.FLOAT32, new Shape(inputShape));
    }
    this.module = DjlModules.wrap(block, backend);
  }

  static float[] noise(long... shape) {
    Random random = new Random(3);
    float[] values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static float[] gradient(Tensor leaf) {
    return Objects.requireNonNull(leaf.grad()).toFloatArray();
  }

  Tensor tensor(long... shape) {
    return Tensor.of(backend, noise(shape), shape);
  }

  NDArray array(long... shape) {
    return manager.create(noise(shape), new Shape(shape)).duplicate();
  }

  /** The block run as a DJL user runs it. */
  NDList natively(NDArray... inputs) {
    return block.forward(new ParameterStore(manager, false), new NDList(inputs), false);
  }

  float[] nativeOutput(long... shape) {
    return natively(array(shape)).singletonOrThrow().toFloatArray();
  }

  /**
   * The engine's own gradient of the output's sum with respect to the input; DJL alone may lose the
   * numbers that the block computes with before the engine walks back.
   */
  float[] nativeGradient(long... shape) {
    NDArray x = array(shape);
    x.setRequiresGradient(true);
    BorrowedMemory numbers = new BorrowedMemory();
    return GradMode.with(
        true,
        () -> {
          PtNDArray y = (PtNDArray) numbers.keep(() -> natively(x).singletonOrThrow());
          JniUtils.backward(y, (PtNDArray) y.onesLike(), false, false);
          numbers.stay();
          return x.getGradient().toFloatArray();
        });
  }

  List<String> paths() {
    return module.namedModules().keySet().stream().filter(path -> !path.isEmpty()).toList();
  }

  @Override
  public void close() {
    scope.close();
    module.close();
    manager.close();
    backend.close();
  }
}
