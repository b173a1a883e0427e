package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import dev.pendant.Backends;
import dev.pendant.djl.DjlModules;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user's DJL ResNet: through its wrapper the same scores and maps as by the engine alone. */
class BlockDjlTest {

  private static final long[] SHAPE = {1, 3, 32, 32};

  /** The last residual unit: only pooling and the classifier follow it. */
  private static final int LAST = 8;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final float[] picture = Agreement.noise(3 * 32 * 32);

  private static SequentialBlock resNet(NDManager manager) {
    Block block =
        ResNetV1.builder()
            .setImageShape(new Shape(3, 32, 32))
            .setNumLayers(18)
            .setOutSize(10)
            .build();
    block.initialize(manager, DataType.FLOAT32, new Shape(SHAPE));
    return (SequentialBlock) block;
  }

  private NDList run(List<Block> blocks, NDList input) {
    NDList values = input;
    for (Block block : blocks) {
      values = block.forward(new ParameterStore(manager, false), values, false);
    }
    return values;
  }

  private NDList input() {
    return new NDList(manager.create(picture, new Shape(SHAPE)));
  }

  /** The map of the best class, by the engine's own gradient of the tail. */
  private float[] nativeMap(SequentialBlock block) {
    List<Block> blocks = block.getChildren().values();
    PtNDArray activation =
        (PtNDArray) run(blocks.subList(0, LAST + 1), input()).singletonOrThrow().stopGradient();
    activation.setRequiresGradient(true);
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      NDArray scores =
          run(blocks.subList(LAST + 1, blocks.size()), new NDList(activation)).singletonOrThrow();
      PtNDArray best = (PtNDArray) scores.get(0).get(Agreement.best(scores.toFloatArray()));
      JniUtils.backward(best, (PtNDArray) best.onesLike(), false, false);
    } finally {
      JniUtils.setGradMode(before);
    }
    int channels = Math.toIntExact(activation.getShape().get(1));
    return Agreement.gradCam(
        activation.toFloatArray(), activation.getGradient().toFloatArray(), channels);
  }

  @Test
  void aResNetGivesTheSameScoresAndTheSameMap() {
    SequentialBlock block = resNet(manager);
    String layer = block.getChildren().keys().get(LAST);
    assertThat(layer).isEqualTo("09ParallelBlock");
    float[] scores = run(List.of(block), input()).singletonOrThrow().toFloatArray();
    float[] map = nativeMap(block);

    try (Backend backend = Backends.discover().open("djl");
        Module model = DjlModules.wrap(block, backend);
        Scope scope = Scope.open()) {
      Tensor x = Tensor.of(backend, picture, SHAPE);
      assertThat(model.call(x).toFloatArray()).containsExactly(scores);

      Explanation why = Explainer.of(model).layer(layer).explain(x).get(0);

      assertThat(why.classIndex()).isEqualTo(Agreement.best(scores));
      Agreement.assertClose(why.raw().values(), map);
      assertThat(run(List.of(block), input()).singletonOrThrow().toFloatArray())
          .containsExactly(scores);

      Explanation auto = Explainer.of(model).explain(x).get(0);
      assertThat(auto.provenance().layer()).startsWith(layer);
    } finally {
      manager.close();
    }
  }
}
