package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.Backends;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method gives the same map on both engines, in one JVM. */
class EveryMethodCrossBackendTest {

  @TestFactory
  Stream<DynamicTest> theBackendDoesNotMatter() {
    return EveryMethodBase.each(Methods.ids(), EveryMethodCrossBackendTest::assertSame);
  }

  private static void assertSame(String id) {
    List<Explanation> djl = explained("djl", id);
    List<Explanation> nd4j = explained("nd4j", id);
    for (int sample = 0; sample < 2; sample++) {
      HeatMap expected = djl.get(sample).raw();
      float largest = Math.max(expected.max(), -expected.min());
      assertThat(largest).as("a map of zeros shows nothing").isPositive();
      assertThat(nd4j.get(sample).raw().values())
          .containsExactly(expected.values(), within(1e-4f * largest));
    }
  }

  private static List<Explanation> explained(String backendId, String id) {
    try (Backend backend = Backends.discover().open(backendId);
        Scope scope = Scope.open();
        Module model = EveryMethodBase.modelFor(id, backend)) {
      return EveryMethodBase.explainer(model, id, "relu1")
          .explain(EveryMethodBase.inputFor(id, backend), EveryMethodBase.TARGET);
    }
  }
}
