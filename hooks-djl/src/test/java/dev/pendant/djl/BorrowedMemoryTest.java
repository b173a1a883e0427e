package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import dev.pendant.autograd.Autograd;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** DJL makes arrays of Java memory and forgets it; what Pendant gives out must not depend on it. */
class BorrowedMemoryTest {

  private static final int LAYERS = 50;

  /** Many small pieces, since no single freed one is certain to be written over. */
  private static WrappedBlock layers(Function<NDArray, NDArray> function) {
    SequentialBlock layers = new SequentialBlock();
    for (int i = 0; i < LAYERS; i++) {
      layers.add(LambdaBlock.singleton(function, "mine"));
    }
    return new WrappedBlock(layers);
  }

  /** Collects what is not reachable and writes over the memory that came free. */
  private static void collect() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      System.gc();
      Thread.sleep(50);
      List<ByteBuffer> others = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        ByteBuffer other = ByteBuffer.allocateDirect(4 + i % 16);
        while (other.hasRemaining()) {
          other.put((byte) 0x77);
        }
        others.add(other);
      }
    }
  }

  @Test
  void theArraysThatBorrowCanBeTold() {
    assertThat(BorrowedMemory.isKnown()).isTrue();
    NDArray numbers;
    BorrowedMemory memory = new BorrowedMemory();
    try (WrappedBlock wrapped = new WrappedBlock(LambdaBlock.singleton(x -> x, "mine"))) {
      numbers = memory.keep(() -> wrapped.manager.ones(new Shape(2)));
      assertThat(memory.isEmpty()).as("the engine's own").isTrue();
      assertThat(memory.keep(() -> numbers.add(1)).toFloatArray()).containsExactly(2, 2);
      assertThat(memory.isEmpty()).as("of a Java number").isFalse();
    }
  }

  @Test
  void gradientsThroughJavaNumbersStayRight() throws InterruptedException {
    try (WrappedBlock wrapped = layers(x -> x.mul(2).minimum(6).div(2f))) {
      Tensor x = Tensor.of(wrapped.backend, new float[] {-1, 2, 4}, 3).requireGrad();
      Tensor y = wrapped.module.call(x).sum();
      for (int again = 0; again < 3; again++) {
        collect();
        assertThat(Autograd.grad(y, List.of(x)).get(0).toFloatArray()).containsExactly(1, 1, 0);
      }
    }
  }

  @Test
  void gradientsThroughArraysOfManagersThatWereClosedStayRight() throws InterruptedException {
    Function<NDArray, NDArray> threeQuarters =
        x -> {
          NDManager call = x.getManager();
          try (NDManager inside = call.newSubManager()) {
            NDArray y = inside.create(new float[] {0.5f, 1, 2}).mul(x);
            y.attach(call);
            return y;
          }
        };
    try (WrappedBlock wrapped = layers(threeQuarters)) {
      Tensor x = Tensor.of(wrapped.backend, new float[] {1, 1, 1}, 3).requireGrad();
      Tensor y = wrapped.module.call(x).sum();
      collect();
      assertThat(Autograd.grad(y, List.of(x)).get(0).toFloatArray())
          .containsExactly((float) Math.pow(0.5, LAYERS), 1, (float) Math.pow(2, LAYERS));
    }
  }

  @Test
  void outputsThatViewBorrowedMemoryKeepTheirValues() throws InterruptedException {
    Function<NDArray, NDArray> constant =
        x -> x.getManager().create(new float[] {1, 2, 3, 4}).reshape(2, 2);
    try (WrappedBlock wrapped = new WrappedBlock(LambdaBlock.singleton(constant, "mine"))) {
      Tensor x = Tensor.of(wrapped.backend, new float[] {0}, 1);
      List<Tensor> outputs = new ArrayList<>();
      for (int i = 0; i < LAYERS; i++) {
        outputs.add(wrapped.module.call(x));
        outputs.add(wrapped.module.call(x.requireGrad()));
      }
      collect();
      assertThat(outputs).allSatisfy(y -> assertThat(y.toFloatArray()).containsExactly(1, 2, 3, 4));
    }
  }

  @Test
  void outputsMadeInPlaceOfBorrowedMemoryKeepTheirValuesAndGradients() throws InterruptedException {
    Function<NDArray, NDArray> sum = x -> x.getManager().create(new float[] {1, 2, 3}).addi(x);
    try (WrappedBlock wrapped = layers(sum)) {
      Tensor x = Tensor.of(wrapped.backend, new float[] {1, 2, 3}, 3).requireGrad();
      Tensor y = wrapped.module.call(x);
      collect();
      assertThat(y.toFloatArray()).containsExactly(LAYERS + 1, 2 * LAYERS + 2, 3 * LAYERS + 3);
      assertThat(Autograd.grad(y.sum(), List.of(x)).get(0).toFloatArray()).containsExactly(1, 1, 1);
    }
  }

  @Test
  void nothingMadeInsideIsLeftBehind() {
    try (WrappedBlock wrapped = layers(x -> x.mul(2).minimum(6).div(2f))) {
      Tensor x = Tensor.of(wrapped.backend, new float[] {1, 1}, 2).requireGrad();
      int before = wrapped.backend.managedArrays();
      try (Scope scope = Scope.open()) {
        Autograd.grad(wrapped.module.call(x).sum(), List.of(x));
        assertThat(wrapped.backend.managedArrays()).isGreaterThan(before);
      }
      assertThat(wrapped.backend.managedArrays()).isEqualTo(before);
    }
  }
}
