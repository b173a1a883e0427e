package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import dev.pendant.autograd.Autograd;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that get their input itself, not a copy; and dropout, which returns what it gets. */
class UncopiedInputTest {

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("Conv1d", conv1d(), new long[] {2, 3, 8}),
        Arguments.of("Conv2d", conv2d(), new long[] {2, 3, 8, 8}),
        Arguments.of("Conv3d", conv3d(), new long[] {2, 3, 4, 4, 4}),
        Arguments.of("Linear", Linear.builder().setUnits(5).build(), new long[] {2, 3}),
        Arguments.of(
            "Linear of 3 axes", Linear.builder().setUnits(5).build(), new long[] {2, 4, 3}),
        Arguments.of("BatchNorm", BatchNorm.builder().build(), new long[] {2, 3, 8, 8}),
        Arguments.of("LayerNorm", LayerNorm.builder().build(), new long[] {2, 3, 8}),
        Arguments.of("Dropout", Dropout.builder().build(), new long[] {2, 3}));
  }

  private static Block conv1d() {
    return Conv1d.builder().setKernelShape(new Shape(3)).setFilters(4).build();
  }

  private static Block conv2d() {
    return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build();
  }

  private static Block conv3d() {
    return Conv3d.builder().setKernelShape(new Shape(3, 3, 3)).setFilters(4).build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void leaveTheInputAloneAndGiveArraysOfTheirOwn(String name, Block layer, long[] shape) {
    try (WrappedBlock wrapped = new WrappedBlock(layer, shape)) {
      float[] natively = wrapped.nativeOutput(shape);
      Tensor x = wrapped.tensor(shape);
      try (Tensor y = wrapped.module.call(x)) {
        assertThat(y.toFloatArray()).containsExactly(natively);
      }
      x.requireGrad();
      try (Tensor y = wrapped.module.call(x)) {
        assertThat(y.toFloatArray()).containsExactly(natively);
        Tensor gradient = Autograd.grad(y.sum(), List.of(x)).get(0);
        assertThat(gradient.toFloatArray()).containsExactly(wrapped.nativeGradient(shape));
      }
      assertThat(x.toFloatArray()).containsExactly(WrappedBlock.noise(shape));
    }
  }
}
