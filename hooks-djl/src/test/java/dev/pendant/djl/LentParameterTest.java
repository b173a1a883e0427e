package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LentParameterTest {

  private static SequentialBlock network() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(4).build())
        .add(BatchNorm.builder().optAxis(1).build())
        .add(Activation::tanh)
        .add(Linear.builder().setUnits(2).build());
  }

  private static Parameter weight(SequentialBlock block) {
    return block.getChildren().values().get(0).getDirectParameters().get("weight");
  }

  @Test
  void valuesAreSharedNotCopied() {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3)) {
      NDArray theirs = weight(block).getArray();
      Tensor mine = wrapped.module.find("01Linear").parameter("weight");
      theirs.muli(3);
      assertThat(mine.toFloatArray()).containsExactly(theirs.toFloatArray());
      assertThat(wrapped.module.call(wrapped.tensor(2, 3)).toFloatArray())
          .containsExactly(wrapped.nativeOutput(2, 3));
    }
  }

  @Test
  void runningStatisticsAreBuffers() {
    try (WrappedBlock wrapped = new WrappedBlock(network(), 2, 3)) {
      Module norm = wrapped.module.find("02BatchNorm");
      assertThat(norm.parameters().keySet()).containsExactlyInAnyOrder("gamma", "beta");
      assertThat(norm.buffers().keySet()).containsExactlyInAnyOrder("runningMean", "runningVar");
    }
  }

  @Test
  void gradientsReachTheParametersAndNotTheUsersOwn() {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3)) {
      wrapped.module.namedParameters().values().forEach(Tensor::requireGrad);
      wrapped.module.call(wrapped.tensor(2, 3)).sum().backward();
      NDArray theirs = weight(block).getArray();
      assertThat(theirs.getGradient().toFloatArray())
          .as("the block's own gradient")
          .containsOnly(0);

      wrapped.nativeGradient(2, 3);
      float[] expected = theirs.getGradient().toFloatArray();
      Tensor mine = wrapped.module.find("01Linear").parameter("weight");
      assertThat(WrappedBlock.gradient(mine)).containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void aValuePutIntoTheModuleDoesNotReachTheBlock() {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3)) {
      float[] before = wrapped.nativeOutput(2, 3);
      Tensor mine = wrapped.module.find("04Linear").parameter("weight");
      try (GradMode.Guard off = Autograd.noGrad()) {
        mine.assign(mine.mul(0));
      }
      assertThat(wrapped.module.call(wrapped.tensor(2, 3)).toFloatArray()).containsOnly(0);
      assertThat(wrapped.nativeOutput(2, 3)).containsExactly(before);
    }
  }

  @Test
  void parametersLoadedLaterAreFollowed() {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3)) {
      Parameter weight = weight(block);
      float[] before = wrapped.nativeOutput(2, 3);
      weight.close();
      weight.setShape(new Shape(4, 3));
      weight.initialize(wrapped.manager, ai.djl.ndarray.types.DataType.FLOAT32);
      float[] after = wrapped.nativeOutput(2, 3);
      assertThat(after).isNotEqualTo(before);
      assertThat(wrapped.module.call(wrapped.tensor(2, 3)).toFloatArray()).containsExactly(after);
    }
  }

  @Test
  void closingTheModuleLeavesTheBlockAndClosingTheBlockLeavesTheModule() {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3)) {
      int theirs = wrapped.manager.getManagedArrays().size();
      float[] before = wrapped.nativeOutput(2, 3);
      long live = wrapped.backend.liveArrays();
      try (Module second = DjlModules.wrap(block, wrapped.backend)) {
        assertThat(wrapped.backend.liveArrays()).isEqualTo(live + 8);
        second.find("01Linear").parameter("weight");
      }
      assertThat(wrapped.backend.liveArrays()).isEqualTo(live);
      assertThat(wrapped.nativeOutput(2, 3)).containsExactly(before);
      assertThat(wrapped.manager.getManagedArrays()).hasSizeGreaterThanOrEqualTo(theirs);

      wrapped.manager.close();
      assertThat(wrapped.module.call(wrapped.tensor(2, 3)).toFloatArray()).containsExactly(before);
    }
  }

  @Test
  void worksBesideAPredictor() throws Exception {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3);
        Model model = Model.newInstance("mine", "PyTorch")) {
      model.setBlock(block);
      try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
          Module module = DjlModules.wrap(model, wrapped.backend)) {
        for (int i = 0; i < 3; i++) {
          float[] predicted =
              predictor.predict(new NDList(wrapped.array(2, 3))).singletonOrThrow().toFloatArray();
          Tensor x = wrapped.tensor(2, 3).requireGrad();
          Tensor y = module.call(x);
          y.sum().backward();
          assertThat(y.toFloatArray()).containsExactly(predicted);
        }
      }
    }
  }

  @Test
  void worksWhileATrainerTrains() {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3);
        Model model = Model.newInstance("mine", "PyTorch")) {
      model.setBlock(block);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build())
              .optDevices(new ai.djl.Device[] {ai.djl.Device.cpu()});
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(2, 3));
        float[] before = wrapped.nativeOutput(2, 3);
        for (int step = 0; step < 3; step++) {
          try (GradientCollector collector = trainer.newGradientCollector();
              Scope scope = Scope.open()) {
            NDList out = trainer.forward(new NDList(wrapped.array(2, 3)));
            NDArray loss =
                trainer.getLoss().evaluate(new NDList(wrapped.manager.ones(new Shape(2, 2))), out);
            // Between the trainer's forward and backward.
            Tensor x = wrapped.tensor(2, 3).requireGrad();
            wrapped.module.call(x).sum().backward();
            collector.backward(loss);
          }
          trainer.step();
        }
        float[] after = wrapped.nativeOutput(2, 3);
        assertThat(after).isNotEqualTo(before);
        assertThat(wrapped.module.call(wrapped.tensor(2, 3)).toFloatArray()).containsExactly(after);
      }
    }
  }

  @Test
  void aTrainersStepBetweenForwardAndBackwardIsAnErrorNotAWrongGradient() {
    SequentialBlock block = network();
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 3)) {
      Tensor x = wrapped.tensor(2, 3).requireGrad();
      Tensor y = wrapped.module.call(x).sum();
      wrapped.block.freezeParameters(true);
      weight(block).getArray().muli(2);
      assertThatThrownBy(y::backward)
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("modified by an inplace operation");
    }
  }
}
