package dev.pendant.benchmarks;

import ai.djl.Device;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.pendant.Backends;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.djl.DjlModules;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;

/**
 * What a forward pass of a DJL block costs when Pendant runs it, as a ratio to DJL's own: two of
 * DJL's classifiers with noise for weights, one picture of 224 x 224.
 */
public final class BlockCost {

  private static final Shape PICTURE = new Shape(1, 3, 224, 224);
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 100;

  private BlockCost() {}

  public static void main(String[] args) {
    measure("MobileNetV2", MobileNetV2.builder().build());
    measure(
        "ResNet-50",
        ResNetV1.builder()
            .setImageShape(PICTURE.slice(1))
            .setNumLayers(50)
            .setOutSize(1000)
            .build());
  }

  private static void measure(String name, Block block) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      block.initialize(manager, DataType.FLOAT32, PICTURE);
      try (Backend backend = Backends.discover().open("djl");
          Module module = DjlModules.wrap(block, backend);
          NDArray theirs = manager.randomNormal(PICTURE);
          Tensor ours = new Noise(backend).tensor(PICTURE.getShape())) {
        Rounds rounds = new Rounds();
        rounds.add("DJL", () -> natively(block, theirs));
        rounds.add("Pendant", () -> wrapped(module, ours));
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
          if (i == WARM_UP) {
            rounds.clear();
          }
          rounds.run();
        }
        System.out.println(rounds.report(name + " of DJL on " + backend.version()));
      }
    }
  }

  /** In a manager of this pass, as a Predictor does it. */
  private static void natively(Block block, NDArray picture) {
    try (NDManager pass = picture.getManager().newSubManager()) {
      NDArray mine = picture.stopGradient();
      mine.attach(pass);
      block.forward(new ParameterStore(pass, false), new NDList(mine), false);
    }
  }

  private static void wrapped(Module module, Tensor picture) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      module.call(picture);
    }
  }
}
