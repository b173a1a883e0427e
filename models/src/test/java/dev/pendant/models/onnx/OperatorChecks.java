package dev.pendant.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One small graph per trap of an ONNX operator, against onnxruntime. */
abstract class OperatorChecks extends ModelChecks {

  private static final double TOLERANCE = 2e-5;

  @TestFactory
  Stream<DynamicTest> everyOperatorAnswersAsOnnxruntimeDoes() {
    List<JsonNode> cases = new ArrayList<>();
    TestFiles.json("operators.json").get("cases").forEach(cases::add);
    assertThat(cases).hasSizeGreaterThan(100);
    return cases.stream()
        .map(one -> DynamicTest.dynamicTest(one.get("name").asText(), () -> check(one)));
  }

  private void check(JsonNode one) {
    byte[] bytes = Base64.getDecoder().decode(one.get("model").asText());
    String name = one.get("name").asText();
    try (OnnxModel model = OnnxModels.load(bytes, name, backend());
        Scope scope = Scope.open()) {
      double[] x = values(one.get("x").get("values"));
      long[] shape = longs(one.get("x").get("shape"));
      boolean wide = one.get("type").asText().equals("float64");
      Tensor input = wide ? Tensor.of(backend(), x, shape) : Tensor.of(backend(), floats(x), shape);
      Tensor output = model.call(input);
      assertThat(output.shape().toArray()).isEqualTo(longs(one.get("y").get("shape")));
      assertClose(
          output.toFloatArray(), floats(values(one.get("y").get("values"))), TOLERANCE, name);
    }
  }

  private static double[] values(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  private static long[] longs(JsonNode array) {
    return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).asLong()).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) values[i]);
    return floats;
  }
}
