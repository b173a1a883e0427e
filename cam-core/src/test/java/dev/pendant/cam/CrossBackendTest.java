package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.Backends;
import dev.pendant.cam.target.Target;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines in one JVM: the same weights and pictures give the same values everywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls open() before any test
class CrossBackendTest {

  private Backend djl;
  private Backend nd4j;

  @BeforeAll
  void open() {
    Backends backends = Backends.discover();
    djl = backends.open("djl");
    nd4j = backends.open("nd4j");
  }

  @AfterAll
  void close() {
    djl.close();
    nd4j.close();
  }

  private static <T> T withModel(GoldenModels model, Backend backend, Function<Module, T> use) {
    try (Scope scope = Scope.open();
        Module module = model.on(backend)) {
      return use.apply(module);
    }
  }

  private static Tensor input(GoldenModels model, Backend backend) {
    return model.tensors().tensor(backend, "input");
  }

  /** Every call of every module, in order, named by path and number of the call. */
  private static Map<String, float[]> layers(GoldenModels golden, Backend backend) {
    return withModel(
        golden,
        backend,
        model -> {
          Map<String, float[]> outputs = new LinkedHashMap<>();
          List<HookHandle> hooks = new ArrayList<>();
          model
              .namedModules()
              .forEach(
                  (path, module) ->
                      hooks.add(
                          module.registerForwardHook(
                              (m, in, out) -> {
                                outputs.put(
                                    path + " #" + outputs.size(), out.single().toFloatArray());
                                return null;
                              })));
          model.call(input(golden, backend));
          hooks.forEach(HookHandle::close);
          return outputs;
        });
  }

  @ParameterizedTest
  @EnumSource
  void everyLayerGivesTheSame(GoldenModels model) {
    Map<String, float[]> onDjl = layers(model, djl);
    Map<String, float[]> onNd4j = layers(model, nd4j);

    assertThat(onNd4j.keySet()).containsExactlyElementsOf(onDjl.keySet());
    assertThat(onDjl.size()).isGreaterThan(20);
    onDjl.forEach(
        (layer, values) -> {
          float largest = 0;
          for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
          }
          assertThat(onNd4j.get(layer)).as(layer).containsExactly(values, within(1e-4f * largest));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "ALEXNET_ONNX, features.10",
    "ALEXNET_JAVA, features.10",
    "RESNET_ONNX, layer4",
    "RESNET_ONNX, layer3"
  })
  void scoresAndMapsAreTheSame(GoldenModels model, String layer) {
    List<Explanation> onDjl = explain(model, layer, djl);
    List<Explanation> onNd4j = explain(model, layer, nd4j);

    for (int i = 0; i < onDjl.size(); i++) {
      Explanation a = onDjl.get(i);
      Explanation b = onNd4j.get(i);
      assertThat(b.classIndex()).isEqualTo(a.classIndex());
      assertThat(b.score().logit()).isEqualTo(a.score().logit(), within(1e-4));
      assertThat(b.normalized().values()).containsExactly(a.normalized().values(), within(1e-3f));
    }
  }

  private static List<Explanation> explain(GoldenModels golden, String layer, Backend backend) {
    return withModel(
        golden,
        backend,
        model -> Explainer.of(model).layer(layer).explain(input(golden, backend), Target.top(2)));
  }
}
