package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.basicmodelzoo.cv.classification.AlexNet;
import ai.djl.basicmodelzoo.cv.classification.GoogLeNet;
import ai.djl.basicmodelzoo.cv.classification.LeNet;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV1;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.NiN;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.basicmodelzoo.cv.classification.SqueezeNet;
import ai.djl.basicmodelzoo.cv.classification.VGG;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.pendant.autograd.Autograd;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All of DJL's own image classification blocks. */
class ZooBlocksTest {

  static Stream<Arguments> blocks() {
    return Stream.of(
        Arguments.of("LeNet", LeNet.builder().build(), picture(1, 28)),
        Arguments.of("AlexNet", AlexNet.builder().build(), picture(1, 224)),
        Arguments.of("VGG-11", VGG.builder().build(), picture(1, 32)),
        Arguments.of("NiN", NiN.builder().build(), picture(1, 224)),
        Arguments.of("GoogLeNet", GoogLeNet.builder().build(), picture(1, 64)),
        Arguments.of("SqueezeNet", SqueezeNet.squeezenet(10), picture(3, 224)),
        Arguments.of("MobileNetV1", MobileNetV1.builder().build(), picture(3, 64)),
        Arguments.of("MobileNetV2", MobileNetV2.builder().build(), picture(3, 64)),
        Arguments.of("ResNetV1-18", resNet(18, 32), picture(3, 32)),
        Arguments.of("ResNetV1-50", resNet(50, 64), picture(3, 64)));
  }

  private static Block resNet(int layers, int size) {
    return ResNetV1.builder()
        .setImageShape(new Shape(3, size, size))
        .setNumLayers(layers)
        .setOutSize(10)
        .build();
  }

  private static long[] picture(int channels, int size) {
    return new long[] {1, channels, size, size};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void givesTheSameOutputsAndGradientsAndHooksFireEverywhere(
      String name, Block block, long[] shape) {
    try (WrappedBlock wrapped = new WrappedBlock(block, shape)) {
      float[] natively = wrapped.nativeOutput(shape);
      float[] gradient = wrapped.nativeGradient(shape);
      Tensor x = wrapped.tensor(shape);

      assertThat(wrapped.module.call(x).toFloatArray()).containsExactly(natively);

      Set<String> forward = new HashSet<>();
      Set<String> backward = new HashSet<>();
      wrapped
          .module
          .namedModules()
          .forEach(
              (path, module) -> {
                module.registerForwardHook(
                    ForwardHook.observing((m, in, out) -> forward.add(path)));
                module.registerBackwardHook(
                    BackwardHook.observing((m, in, out) -> backward.add(path)));
              });
      Tensor y = wrapped.module.call(x.requireGrad());
      Tensor mine = Autograd.grad(y.sum(), List.of(x)).get(0);

      assertThat(y.toFloatArray()).containsExactly(natively);
      assertThat(largestDifference(mine.toFloatArray(), gradient))
          .isLessThanOrEqualTo(1e-5f * largestDifference(gradient, new float[gradient.length]));
      assertThat(forward).isEqualTo(wrapped.module.namedModules().keySet());
      assertThat(backward).isEqualTo(forward);
      assertThat(wrapped.nativeOutput(shape)).containsExactly(natively);
    }
  }

  private static float largestDifference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    float largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
