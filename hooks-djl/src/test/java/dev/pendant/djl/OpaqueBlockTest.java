package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.PassOption;
import dev.pendant.autograd.SecondOrderException;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user's own code may do to arrays, and what becomes of it. */
class OpaqueBlockTest {

  private static Block lambda(java.util.function.Function<NDArray, NDArray> function) {
    return LambdaBlock.singleton(function, "mine");
  }

  @Test
  void codeThatWorksInPlaceLeavesTheTensorAlone() {
    try (WrappedBlock wrapped = new WrappedBlock(lambda(x -> x.addi(1)))) {
      Tensor x = wrapped.tensor(3).requireGrad();
      float[] before = x.toFloatArray();
      try (GradMode.Guard off = Autograd.noGrad()) {
        assertThat(wrapped.module.call(x).toFloatArray()[0]).isEqualTo(before[0] + 1);
      }
      Tensor y = wrapped.module.call(x);
      y.sum().backward();
      assertThat(x.toFloatArray()).containsExactly(before);
      assertThat(WrappedBlock.gradient(x)).containsExactly(1, 1, 1);
    }
  }

  @Test
  void codeThatReturnsItsInputGivesATensorOfItsOwn() {
    try (WrappedBlock wrapped = new WrappedBlock(lambda(x -> x))) {
      Tensor x = wrapped.tensor(3).requireGrad();
      Tensor y = wrapped.module.call(x);
      y.mul(2).sum().backward();
      y.close();
      assertThat(WrappedBlock.gradient(x)).containsExactly(2, 2, 2);
    }
  }

  @Test
  void arraysOfTheUsersOwnStayOpen() {
    try (WrappedBlock data = new WrappedBlock(lambda(x -> x))) {
      NDArray constant = data.array(3);
      try (WrappedBlock wrapped = new WrappedBlock(lambda(x -> constant))) {
        Tensor x = wrapped.tensor(3);
        wrapped.module.call(x).close();
        Tensor recorded = wrapped.module.call(x.requireGrad());
        assertThat(recorded.requiresGrad()).as("depends on the input").isFalse();
        recorded.close();
      }
      assertThat(constant.toFloatArray()).containsExactly(WrappedBlock.noise(3));
      assertThat(constant.getManager()).isSameAs(data.manager);
    }
  }

  @Test
  void codeThatStopsTheGradientDoesSoAsInDjl() {
    Block stops = lambda(x -> x.stopGradient().square());
    Block both =
        new ParallelBlock(
            out -> new NDList(out.get(0).singletonOrThrow().add(out.get(1).singletonOrThrow())),
            List.of(stops, lambda(x -> x.mul(3))));
    try (WrappedBlock wrapped = new WrappedBlock(both)) {
      Tensor x = wrapped.tensor(3).requireGrad();
      wrapped.module.call(x).sum().backward();
      assertThat(WrappedBlock.gradient(x)).containsExactly(wrapped.nativeGradient(3));
    }
  }

  private static Block several() {
    return new LambdaBlock(
        in -> {
          NDArray x = in.get(0);
          NDArray doubled = x.mul(2);
          return new NDList(doubled, x.square(), doubled, x.argMax(0));
        });
  }

  @Test
  void everyOutputHasItsOwnGradient() {
    try (WrappedBlock wrapped = new WrappedBlock(several())) {
      Tensor x = Tensor.of(wrapped.backend, new float[] {1, 2, 5}, 3).requireGrad();
      Tensors out = wrapped.module.call(Tensors.of(x));
      assertThat(out.get(3).type()).isEqualTo(DType.INT64);
      assertThat(out.get(3).toLongArray()).containsExactly(2);
      assertThat(out.get(3).requiresGrad()).isFalse();

      for (int i = 0; i < 3; i++) {
        float[][] expected = {{2, 2, 2}, {2, 4, 10}, {2, 2, 2}};
        Tensor one = Autograd.grad(out.get(i).sum(), List.of(x)).get(0);
        assertThat(one.toFloatArray()).containsExactly(expected[i]);
      }
      Tensor all = out.get(0).add(out.get(1)).add(out.get(2)).sum();
      for (int again = 0; again < 2; again++) {
        assertThat(Autograd.grad(all, List.of(x)).get(0).toFloatArray()).containsExactly(6, 8, 14);
      }
    }
  }

  @Test
  void savedTensorsMayBePackedAway() {
    try (WrappedBlock wrapped = new WrappedBlock(several())) {
      Tensor x = Tensor.of(wrapped.backend, new float[] {1, 2, 5}, 3).requireGrad();
      Tensors out;
      try (GradMode.Guard packing =
          Autograd.savedTensorHooks(
              Tensor::toFloatArray, values -> Tensor.of(wrapped.backend, values, 3))) {
        out = wrapped.module.call(Tensors.of(x));
      }
      out.get(1).sum().backward();
      assertThat(WrappedBlock.gradient(x)).containsExactly(2, 4, 10);
    }
  }

  @Test
  void aSecondDerivativeIsRefusedByName() {
    try (WrappedBlock wrapped = new WrappedBlock(lambda(NDArray::square))) {
      Tensor x = wrapped.tensor(3).requireGrad();
      Tensor y = wrapped.module.call(x).sum();
      assertThatThrownBy(() -> Autograd.backward(y, PassOption.CREATE_GRAPH))
          .isInstanceOf(SecondOrderException.class)
          .hasMessageContaining("LambdaBlock mine");
    }
  }

  @Test
  void anElementTypePendantLacksIsNamed() {
    try (WrappedBlock wrapped = new WrappedBlock(lambda(x -> x.toType(DataType.INT32, true)))) {
      for (boolean recorded : new boolean[] {false, true}) {
        Tensor x = wrapped.tensor(3).requireGrad(recorded);
        assertThatThrownBy(() -> wrapped.module.call(x))
            .isInstanceOf(PendantException.class)
            .hasMessageContaining("got int32[3]");
      }
    }
  }

  @Test
  void aFailureOfTheBlockSaysWhichAndWithWhat() {
    try (WrappedBlock wrapped = new WrappedBlock(lambda(x -> x.reshape(7)))) {
      assertThatThrownBy(() -> wrapped.module.call(wrapped.tensor(3)))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("LambdaBlock mine of [float32[3]] failed in backend djl");
    }
  }

  @Test
  void nothingIsLeftOpen() {
    Block block = new SequentialBlock().add(lambda(x -> x.add(1))).add(several());
    try (WrappedBlock wrapped = new WrappedBlock(block)) {
      long live = wrapped.backend.liveArrays();
      int managed = wrapped.backend.managedArrays();
      int theirs = wrapped.manager.getManagedArrays().size();
      for (boolean recorded : new boolean[] {false, true}) {
        try (Scope scope = Scope.open()) {
          Tensor x = wrapped.tensor(3).requireGrad(recorded);
          Tensor sum = wrapped.module.call(Tensors.of(x)).get(1).sum();
          if (recorded) {
            sum.backward();
          }
        }
        assertThat(wrapped.backend.liveArrays()).isEqualTo(live);
        assertThat(wrapped.backend.managedArrays()).isEqualTo(managed);
        assertThat(wrapped.manager.getManagedArrays()).hasSize(theirs);
      }
    }
  }
}
