package dev.pendant.nd4j.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.hook.ForwardHook;
import dev.pendant.nd4j.SameDiffModules;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.NameScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffModulesTest {

  private static final long[] SHAPE = {1, 2, 8, 8};

  /** Two convolutions in name scopes, pooling, a dense layer. */
  private static SameDiff network() {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, -1, 2, 8, 8);
    Conv2DConfig config = Conv2DConfig.builder().kH(3).kW(3).build();
    SDVariable y;
    SDVariable w1 = sd.var("w1", Imported.noise(3, 3, 2, 4));
    SDVariable w2 = sd.var("w2", Imported.noise(3, 3, 4, 3));
    SDVariable b2 = sd.var("b2", Imported.noise(3));
    try (NameScope scope = sd.withNameScope("block1")) {
      y = sd.nn().relu("relu", sd.cnn().conv2d("conv", x, w1, config), 0);
    }
    try (NameScope scope = sd.withNameScope("block2")) {
      y = sd.nn().relu("relu", sd.cnn().conv2d("conv", y, w2, b2, config), 0);
    }
    y = sd.cnn().maxPooling2d("pool", y, Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build());
    SDVariable flat = sd.reshape("flat", y, -1, 12);
    sd.nn()
        .linear(
            "scores",
            flat,
            sd.var("w", Imported.noise(12, 5)),
            sd.constant("bias", Imported.noise(5)));
    return sd;
  }

  @Test
  void operatorsAreModulesUnderTheirNameScopes() {
    try (Imported imported = new Imported(network(), "scores")) {
      assertThat(imported.module.namedModules().keySet())
          .containsExactly(
              "",
              "block1",
              "block1.conv",
              "block1.relu",
              "block2",
              "block2.conv",
              "block2.relu",
              "pool",
              "flat",
              "scores");
      assertThat(imported.module.find("block1/conv").type()).isEqualTo("conv2d");
      assertThat(imported.module.find("block1").type()).isEqualTo("NameScope");
      assertThat(imported.module.namedParameters().keySet())
          .containsExactly("block1.conv.w1", "block2.conv.w2", "block2.conv.b2", "scores.w");
      assertThat(imported.module.find("scores").buffers().keySet()).containsExactly("bias");
      assertThat(imported.module.call(imported.tensor(SHAPE)).toFloatArray())
          .containsExactly(imported.nativeOutput(SHAPE), within(1e-4f));
    }
  }

  @Test
  void hooksOnOperatorsAndScopesSeeAndReplace() {
    try (Imported imported = new Imported(network(), "scores")) {
      List<String> seen = new ArrayList<>();
      imported
          .module
          .namedModules()
          .forEach(
              (path, module) ->
                  module.registerForwardHook(
                      ForwardHook.observing((m, in, out) -> seen.add(path))));
      imported.module.call(imported.tensor(SHAPE));
      assertThat(seen)
          .containsExactly(
              "block1.conv",
              "block1.relu",
              "block1",
              "block2.conv",
              "block2.relu",
              "block2",
              "pool",
              "flat",
              "scores",
              "");

      imported
          .module
          .find("block2")
          .registerForwardHook((m, in, out) -> Tensors.of(out.single().mul(0)));
      assertThat(imported.module.call(imported.tensor(SHAPE)).toFloatArray())
          .containsExactly(Imported.noise(5).data().asFloat());
    }
  }

  @Test
  void gradientsReachTheVariables() {
    try (Imported imported = new Imported(network(), "scores")) {
      imported.module.namedParameters().values().forEach(Tensor::requireGrad);
      imported.module.call(imported.tensor(SHAPE)).sum().backward();
      Tensor bias = imported.module.find("block2.conv").parameter("b2");
      assertThat(java.util.Objects.requireNonNull(bias.grad()).toFloatArray())
          .containsExactly(imported.nativeGradient("b2", SHAPE), within(1e-3f));
    }
  }

  @Test
  void arraysAreSharedAndStayTheGraphs() {
    SameDiff sd = network();
    INDArray theirs = sd.getVariable("w1").getArr();
    try (Imported imported = new Imported(sd, "scores")) {
      long live = imported.backend.liveArrays();
      try (Module second =
          SameDiffModules.wrap(sd, List.of("x"), List.of("scores"), imported.backend)) {
        assertThat(imported.backend.liveArrays()).isEqualTo(live + 5);
        theirs.muli(2);
        Tensor mine = second.find("block1.conv").parameter("w1");
        assertThat(mine.toFloatArray()).containsExactly(theirs.data().asFloat());
        assertThat(second.call(imported.tensor(SHAPE)).toFloatArray())
            .containsExactly(imported.nativeOutput(SHAPE), within(1e-4f));
      }
    }
    assertThat(theirs.wasClosed()).isFalse();
    assertThat(sd.getVariable("w1").getArr()).isSameAs(theirs);
  }

  @Test
  void arraysThatCannotBeSharedAreCopied() {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, 3, 6);
    INDArray turned = Imported.noise(4, 6).transpose();
    x.mmul("y", sd.var("w", turned));
    try (Imported imported = new Imported(sd, "y")) {
      assertThat(imported.module.call(imported.tensor(3, 6)).toFloatArray())
          .containsExactly(imported.nativeOutput(3, 6), within(1e-5f));
    }
    assertThat(turned.wasClosed()).isFalse();
  }

  @Test
  void theGraphIsUntouchedAndNothingIsLeftOpen() {
    SameDiff sd = network();
    String before = sd.summary();
    try (Imported imported = new Imported(sd, "scores")) {
      long live = imported.backend.liveArrays();
      try (Scope scope = Scope.open()) {
        imported.module.call(imported.tensor(SHAPE).requireGrad()).sum().backward();
      }
      assertThat(imported.backend.liveArrays()).isEqualTo(live);
    }
    assertThat(sd.summary()).isEqualTo(before);
  }

  @Test
  void aSavedGraphLoadsByPath(@TempDir Path folder) throws Exception {
    SameDiff sd = network();
    Path file = folder.resolve("network.fb");
    sd.save(file.toFile(), false);
    try (Imported imported = new Imported(sd, "scores");
        Module loaded =
            SameDiffModules.load(file, List.of("x"), List.of("scores"), imported.backend)) {
      assertThat(loaded.namedModules().keySet()).isEqualTo(imported.module.namedModules().keySet());
      assertThat(loaded.call(imported.tensor(SHAPE)).toFloatArray())
          .containsExactly(imported.nativeOutput(SHAPE), within(1e-4f));

      Path broken = Files.write(folder.resolve("broken.fb"), new byte[] {1, 2, 3});
      for (Path wrong : List.of(folder.resolve("none.fb"), broken)) {
        assertThatThrownBy(
                () -> SameDiffModules.load(wrong, List.of("x"), List.of("y"), imported.backend))
            .isInstanceOf(PendantException.class)
            .hasMessageContaining(wrong.getFileName().toString())
            .hasMessageContaining("SameDiff.save");
      }
    }
  }

  @Test
  void aGraphMayBeCutAtAnyVariable() {
    SameDiff sd = network();
    try (Imported imported = new Imported(sd, "scores");
        Module tail =
            SameDiffModules.wrap(
                sd, List.of("block1/relu"), List.of("block2/conv", "scores"), imported.backend)) {
      List<Tensor> outputs = new ArrayList<>();
      imported
          .module
          .find("block1.relu")
          .registerForwardHook(ForwardHook.observing((m, in, out) -> outputs.add(out.single())));
      float[] whole = imported.module.call(imported.tensor(SHAPE)).toFloatArray();
      Tensors rest = tail.call(Tensors.of(outputs.get(0)));
      assertThat(rest.get(0).shape().toArray()).containsExactly(1, 3, 4, 4);
      assertThat(rest.get(1).toFloatArray()).containsExactly(whole);
    }
  }

  @Test
  void aScopeRunInStretchesIsOneModuleCalledForEach() {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, 3, 6);
    SDVariable y;
    try (NameScope scope = sd.withNameScope("a")) {
      y = x.mul("twice", 2);
    }
    SDVariable z = y.add("more", 1);
    try (NameScope scope = sd.withNameScope("a")) {
      z.mul("thrice", 3);
    }
    try (Imported imported = new Imported(sd, "a/thrice")) {
      List<Integer> calls = new ArrayList<>();
      imported
          .module
          .find("a")
          .registerForwardHook(ForwardHook.observing((m, in, out) -> calls.add(m.callIndex())));
      assertThat(imported.module.call(imported.tensor(3, 6)).toFloatArray())
          .containsExactly(imported.nativeOutput(3, 6));
      assertThat(calls).containsExactly(0, 1);
    }
  }

  @Test
  void aDilatedKernelIsAKernelWithHoles() {
    INDArray kernel = Imported.noise(2, 2, 2, 4);
    INDArray holes = Nd4j.zeros(DataType.FLOAT, 3, 3, 2, 4);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int c = 0; c < 2; c++) {
          for (int o = 0; o < 4; o++) {
            holes.putScalar(new int[] {2 * i, 2 * j, c, o}, kernel.getFloat(i, j, c, o));
          }
        }
      }
    }
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, SHAPE);
    sd.cnn()
        .conv2d(
            "dilated",
            x,
            sd.var("kernel", kernel),
            Conv2DConfig.builder().kH(2).kW(2).dH(2).dW(2).build());
    sd.cnn().conv2d("plain", x, sd.var("holes", holes), Conv2DConfig.builder().kH(3).kW(3).build());
    try (Imported dilated = new Imported(sd, "dilated");
        Imported plain = new Imported(sd, "plain")) {
      assertThat(dilated.module.call(dilated.tensor(SHAPE)).toFloatArray())
          .containsExactly(plain.nativeOutput(SHAPE), within(1e-4f));
    }
  }

  @Test
  void dropoutDoesNothing() {
    SameDiff sd = SameDiff.create();
    sd.nn().dropout("y", sd.placeHolder("x", DataType.FLOAT, 3, 6), 0.5);
    try (Imported imported = new Imported(sd, "y")) {
      assertThat(imported.module.call(imported.tensor(3, 6)).toFloatArray())
          .containsExactly(Imported.noise(3, 6).data().asFloat());
    }
  }

  @Test
  void unsupportedOperatorsAreListedAllAtOnce() {
    SameDiff sd = SameDiff.create();
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, 3, 6);
    SDVariable y = sd.math().sin("first", x).add(sd.math().sin("second", x));
    y = y.add(sd.cumsum("third", x, false, false, 1));
    sd.nn().relu("out", y, 0.5);
    assertThatThrownBy(() -> new Imported(sd, "out"))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("sin (2: first, second)")
        .hasMessageContaining("cumsum (1: third)")
        .hasMessageContaining("relu 'out' cuts off at 0.5")
        .hasMessageContaining("Supported operators are ClipByValue, Pow");
  }

  @Test
  void namesTheGraphDoesNotHaveAreRefused() {
    SameDiff sd = network();
    assertThatThrownBy(() -> new Imported(sd, "skores"))
        .hasMessageContaining("no variable 'skores'");
    assertThatThrownBy(() -> new Imported(sd, "w1")).hasMessageContaining("'w1' is not computed");
    try (Imported imported = new Imported(sd, "scores")) {
      assertThatThrownBy(
              () -> SameDiffModules.wrap(sd, List.of("scores"), List.of("pool"), imported.backend))
          .hasMessageContaining("also depend on the placeholder 'x'");
      assertThatThrownBy(() -> imported.module.call(Tensors.none()))
          .hasMessageContaining("expected 1 tensors [x]");
    }
  }
}
