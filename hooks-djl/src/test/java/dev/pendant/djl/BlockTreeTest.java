package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.pendant.PendantException;
import dev.pendant.nn.Module;
import dev.pendant.nn.ModuleNotFoundException;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTreeTest {

  private static Block linear() {
    return Linear.builder().setUnits(3).build();
  }

  private static Block branches() {
    return new ParallelBlock(
        outputs ->
            new NDList(
                NDArrays.concat(
                    new NDList(
                        outputs.get(0).singletonOrThrow(), outputs.get(1).singletonOrThrow()),
                    1)),
        List.of(linear(), new SequentialBlock().add(linear()).add(Activation::relu)));
  }

  @Test
  void pathsAreDjlsOwnChildNames() {
    Block block = new SequentialBlock().add(linear()).add(branches()).add(Activation.reluBlock());
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 4)) {
      assertThat(wrapped.paths())
          .containsExactly(
              "01Linear",
              "02ParallelBlock",
              "02ParallelBlock.01Linear",
              "02ParallelBlock.02SequentialBlock",
              "02ParallelBlock.02SequentialBlock.01Linear",
              "02ParallelBlock.02SequentialBlock.02LambdaBlock",
              "03LambdaBlock");
      assertThat(wrapped.module.type()).isEqualTo("SequentialBlock");
      assertThat(wrapped.module.find("03LambdaBlock").type()).isEqualTo("LambdaBlock ReLU");
      assertThat(wrapped.module.namedParameters().keySet())
          .contains("01Linear.weight", "02ParallelBlock.02SequentialBlock.01Linear.bias");
    }
  }

  @Test
  void aParallelBlockJoinsWhatItsBranchesHooksLeave() {
    try (WrappedBlock wrapped = new WrappedBlock(branches(), 2, 4)) {
      float[] before = wrapped.nativeOutput(2, 4);
      assertThat(wrapped.module.call(wrapped.tensor(2, 4)).toFloatArray()).containsExactly(before);
      wrapped
          .module
          .find("01Linear")
          .registerForwardHook((module, in, out) -> Tensors.of(out.single().mul(0)));
      float[] changed = wrapped.module.call(wrapped.tensor(2, 4)).toFloatArray();
      for (int i = 0; i < changed.length; i++) {
        assertThat(changed[i]).isEqualTo(i % 6 < 3 ? 0 : before[i]);
      }
      assertThat(wrapped.nativeOutput(2, 4)).containsExactly(before);
    }
  }

  @Test
  void aSequentialBlockReturnsItsIntermediateOutputsWhereAskedTo() {
    SequentialBlock block =
        new SequentialBlock().add(linear()).add(linear()).setReturnIntermediate(true);
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 4)) {
      NDList expected = wrapped.natively(wrapped.array(2, 4));
      Tensors outputs = wrapped.module.call(Tensors.of(wrapped.tensor(2, 4)));
      assertThat(outputs.size()).isEqualTo(2);
      for (int i = 0; i < 2; i++) {
        assertThat(outputs.get(i).toFloatArray()).containsExactly(expected.get(i).toFloatArray());
      }
    }
  }

  @Test
  void aBlockUsedTwiceIsOneModule() {
    Block shared = Linear.builder().setUnits(4).build();
    Block block = new SequentialBlock().add(shared).add(Activation::relu).add(shared);
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 4)) {
      assertThat(wrapped.module.find("01Linear")).isSameAs(wrapped.module.find("03Linear"));
      assertThat(wrapped.module.call(wrapped.tensor(2, 4)).toFloatArray())
          .containsExactly(wrapped.nativeOutput(2, 4));
    }
  }

  /** A network as many users write it: nothing overridden. */
  private static final class Plain extends SequentialBlock {
    Plain() {
      add(linear());
      add(linear());
    }
  }

  /** One that runs its children its own way. */
  private static final class Backwards extends SequentialBlock {
    Backwards() {
      add(Linear.builder().setUnits(4).build());
      add(Linear.builder().setUnits(4).build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      List<Block> children = getChildren().values();
      return children
          .get(0)
          .forward(store, children.get(1).forward(store, inputs, training), training);
    }
  }

  @Test
  void aSubclassThatOverridesNothingOpensUp() {
    try (WrappedBlock wrapped = new WrappedBlock(new Plain(), 2, 4)) {
      assertThat(wrapped.paths()).containsExactly("01Linear", "02Linear");
      assertThat(wrapped.module.type()).isEqualTo("Plain");
    }
  }

  @Test
  void aBlockWithAForwardOfItsOwnIsOpaqueAndSaysWhy() {
    Block block = new SequentialBlock().add(new Backwards());
    try (WrappedBlock wrapped = new WrappedBlock(block, 2, 4)) {
      assertThat(wrapped.paths()).containsExactly("01Backwards");
      assertThat(wrapped.module.namedParameters().keySet())
          .containsExactly(
              "01Backwards.01Linear_weight",
              "01Backwards.01Linear_bias",
              "01Backwards.02Linear_weight",
              "01Backwards.02Linear_bias");
      assertThat(wrapped.module.call(wrapped.tensor(2, 4)).toFloatArray())
          .containsExactly(wrapped.nativeOutput(2, 4));
      assertThatThrownBy(() -> wrapped.module.find("01Backwards.02Linear"))
          .isInstanceOf(ModuleNotFoundException.class)
          .hasMessageContaining("'01Backwards' is one block of type")
          .hasMessageContaining("01Linear, 02Linear")
          .hasMessageContaining("SequentialBlock, ParallelBlock and LambdaBlock");
    }
  }

  @Test
  void aLeafSaysThatItHasNoParts() {
    try (WrappedBlock wrapped = new WrappedBlock(new SequentialBlock().add(linear()), 2, 4)) {
      assertThatThrownBy(() -> wrapped.module.find("01Linear.weight"))
          .hasMessageContaining("'01Linear' is one block of type ai.djl.nn.core.Linear")
          .hasMessageContaining("without parts; hook it itself");
      assertThatThrownBy(() -> wrapped.module.find("01Lineer"))
          .hasMessageContaining("nearest: 01Linear");
    }
  }

  @Test
  void dotsAndSlashesInNamesBecomeUnderscores() {
    try (WrappedBlock wrapped = new WrappedBlock(new Around("a.b/c", linear()), 2, 4)) {
      assertThat(wrapped.module.parameters().keySet())
          .containsExactly("01a_b_c_weight", "01a_b_c_bias");
    }
  }

  @Test
  void aBlockThatIsNotInitialisedIsRefusedWithAllThatIsMissing() {
    assertThatThrownBy(() -> new WrappedBlock(new SequentialBlock().add(linear()).add(linear())))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("01Linear_weight is not initialised")
        .hasMessageContaining("02Linear_bias is not initialised")
        .hasMessageContaining("initialize(manager");
  }

  @Test
  void aCopyTakesItsHooksOffByItself() {
    try (WrappedBlock wrapped = new WrappedBlock(branches(), 2, 4);
        Module copy = wrapped.module.copy()) {
      assertThat(copy.call(wrapped.tensor(2, 4)).toFloatArray())
          .containsExactly(wrapped.nativeOutput(2, 4));
      assertThat(copy.find("01Linear")).isNotSameAs(wrapped.module.find("01Linear"));
    }
  }
}
