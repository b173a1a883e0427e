package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.pendant.Backends;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLift;
import dev.pendant.cam.attribution.Lrp;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Target;
import dev.pendant.djl.DjlModules;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Code of a user's own behind the layer: nothing that cannot see into it pretends it is not there.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls open() before any test
class OpaqueTailDjlTest {

  private static final long[] PICTURE = {2, 3, 8, 8};
  private static final Target ONE = Target.classIndex(1);

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private Backend backend;
  private Scope scope;
  private Tensor picture;

  @BeforeEach
  void open() {
    backend = Backends.discover().open("djl");
    scope = Scope.open();
    picture = Tensor.of(backend, Agreement.noise(2 * 3 * 8 * 8), PICTURE);
  }

  @AfterEach
  void close() {
    scope.close();
    backend.close();
    manager.close();
  }

  /** Without a classifier where {@code linear} is false: channel means are the scores. */
  private Module wrapped(boolean linear) {
    SequentialBlock block =
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build())
            .add(Activation.reluBlock())
            .add(Pool.globalAvgPool2dBlock());
    if (linear) {
      block.add(Linear.builder().setUnits(3).build());
    }
    manager.getEngine().setRandomSeed(1);
    block.initialize(manager, DataType.FLOAT32, new Shape(PICTURE));
    return DjlModules.wrap(block, backend);
  }

  private static void assertCheapEqualsPlain(Explainer explainer, Tensor picture) {
    for (String id : List.of("grad-cam", "layer-cam", "ablation-cam", "shapley-cam")) {
      Explainer one = explainer.method(Preset.PENDANT.method(id));
      List<Explanation> cheap = one.explain(picture, ONE);
      List<Explanation> plain = one.withoutShortcuts().explain(picture, ONE);
      for (int sample = 0; sample < 2; sample++) {
        assertThat(cheap.get(sample).status()).as(id).isNotEqualTo(Status.NON_FINITE);
        assertThat(cheap.get(sample).raw().values())
            .as(id)
            .containsExactly(plain.get(sample).raw().values(), within(1e-5f));
      }
    }
  }

  @Test
  void aTailOfCodeAloneIsNotTakenForNothing() {
    for (boolean linear : new boolean[] {true, false}) {
      try (Module model = wrapped(linear)) {
        assertCheapEqualsPlain(Explainer.of(model).layer("01Conv2d"), picture);
      }
    }
  }

  @Test
  void codeBeforePoolingAndALinearLayerIsNotTakenForNothing() {
    try (Module conv = wrapped(true)) {
      Module squared = DjlModules.wrap(LambdaBlock.singleton(x -> x.mul(x), "square"), backend);
      Sequential end = Nets.pooled(backend, new float[] {1, 2, -1, 0, 1, 3, 0, 1}, new float[2]);
      Map<String, Module> parts = new LinkedHashMap<>();
      parts.put("conv", conv.find("01Conv2d"));
      parts.put("square", squared);
      parts.put("pool", end.find("pool"));
      parts.put("flatten", end.find("flatten"));
      parts.put("fc", end.find("fc"));
      Explainer explainer = Explainer.of(new Sequential(parts)).layer("conv");

      assertCheapEqualsPlain(explainer, picture);
      assertThatThrownBy(() -> explainer.method(Preset.PENDANT.method("cam")).explain(picture, ONE))
          .isInstanceOf(UnsupportedTailException.class);
      assertThatThrownBy(() -> explainer.allClasses(picture))
          .isInstanceOf(UnsupportedTailException.class);
      end.close();
    }
  }

  @Test
  void whatHasToSeeEveryOperatorSaysThatItCannot() {
    try (Module model = wrapped(true)) {
      Explainer explainer = Explainer.of(model).layer("01Conv2d");
      for (String id :
          List.of("guided-backprop", "deconvolution", "guided-grad-cam", "full-grad")) {
        Explainer one = explainer.method(Preset.PENDANT.method(id));
        assertThatThrownBy(() -> one.explain(picture, ONE))
            .as(id)
            .isInstanceOf(UnsupportedTailException.class)
            .hasMessageContaining("cannot see into code that is not made of operators")
            .hasMessageContaining("Conv2d");
      }
      for (AttributionMethod method : List.<AttributionMethod>of(new Lrp(), new DeepLift())) {
        assertThatThrownBy(() -> explainer.attribute(method, picture, ONE))
            .as(method.id())
            .isInstanceOf(UnsupportedTailException.class)
            .hasMessageContaining("says nothing about");
      }
    }
  }
}
