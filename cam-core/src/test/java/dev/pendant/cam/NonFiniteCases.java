package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Input that holds NaN or infinity is said to make no map, by every method; none throws. */
abstract class NonFiniteCases extends EveryMethodBase {

  @TestFactory
  Stream<DynamicTest> theStatusSaysSo() {
    List<DynamicTest> tests = new ArrayList<>();
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (String id : Methods.ids()) {
        tests.add(DynamicTest.dynamicTest(id + " of " + value, () -> assertStatus(id, value)));
      }
    }
    return tests.stream();
  }

  private void assertStatus(String id, float value) {
    Module model = modelFor(id);
    Tensor input = inputFor(id);
    float[] values = input.toFloatArray();
    values[values.length / 4] = value; // of the first sample
    Tensor broken = tensor(values, input.shape().toArray());
    for (Preset preset : Preset.values()) {
      List<Explanation> whys =
          explainer(model, id, "relu1").method(preset.method(id)).explain(broken, TARGET);

      assertThat(whys.get(0).status()).as(preset.name()).isEqualTo(Status.NON_FINITE);
      assertThat(whys.get(1).status()).as("the other sample").isNotEqualTo(Status.NON_FINITE);
    }
  }
}
