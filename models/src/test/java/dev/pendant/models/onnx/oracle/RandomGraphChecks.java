package dev.pendant.models.onnx.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.autograd.Autograd;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random graphs answer what onnxruntime answers, and their gradients are the same on every backend.
 * The backends run in a JVM each; the second compares with what the first left in {@code target}. A
 * failure prints the seed and the nodes; {@code -Dpendant.graph=SEED} runs one graph alone.
 */
abstract class RandomGraphChecks extends OracleChecks {

  private static final int FEW = 60;
  private static final int MANY = 2000;
  private static final double TOLERANCE = 2e-4;
  private static final double GRADIENT_TOLERANCE = 2e-3;
  private static final String REFERENCE = "djl";
  private static final Path FOLDER = Path.of("target", "random-graphs");

  @Test
  void aFewRandomGraphsAgreeWithOnnxruntimeAndBetweenBackends() throws IOException {
    Long one = Long.getLong("pendant.graph");
    check(one == null ? 1 : one, one == null ? FEW : 1);
  }

  @Test
  @Tag("slow")
  void twoThousandRandomGraphsAgreeWithOnnxruntimeAndBetweenBackends() throws IOException {
    Set<String> chosen = check(100_000, MANY);
    assertThat(chosen).containsExactlyInAnyOrderElementsOf(RandomGraph.choiceNames());
  }

  private Set<String> check(long firstSeed, int count) throws IOException {
    long before = backend().liveArrays();
    Gradients gradients = Gradients.open(FOLDER, backend().id(), REFERENCE, firstSeed, count);
    List<String> failures = new ArrayList<>();
    Set<String> chosen = new TreeSet<>();
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      RandomGraph graph = RandomGraph.of(seed);
      chosen.addAll(graph.chosen());
      String problem = problem(graph, gradients);
      if (problem != null) {
        failures.add(problem + "\n" + graph);
      }
      assertThat(backend().liveArrays()).as("arrays still open after %s", graph).isEqualTo(before);
    }
    gradients.save();
    assertThat(failures).as(failures.size() + " of " + count + " graphs differ").isEmpty();
    Assumptions.assumeTrue(
        backend().id().equals(REFERENCE) || gradients.hasReference(),
        "SKIPPED: gradients were compared with no other backend's; run the test of '"
            + REFERENCE
            + "' first");
    return chosen;
  }

  /** What is wrong with a graph; null if nothing. */
  private @Nullable String problem(RandomGraph graph, Gradients gradients) {
    try (OnnxModel model = OnnxModels.load(graph.model(), "graph", backend());
        Scope scope = Scope.open()) {
      Tensor x = Tensor.of(backend(), graph.x().values(), graph.x().shape().clone()).requireGrad();
      Tensor y = model.call(model.isChannelsLast() ? x.permute(0, 3, 1, 2) : x);
      if (!Arrays.equals(y.shape().toArray(), graph.y().shape())) {
        return "shape is " + y.shape() + ", onnxruntime has " + Arrays.toString(graph.y().shape());
      }
      String difference =
          Gradients.difference(y.toFloatArray(), graph.y().values(), TOLERANCE, "output");
      if (difference != null || !y.requiresGrad()) {
        return difference;
      }
      Tensor seed = Tensor.of(backend(), seed(graph), y.shape().toArray());
      float[] gradient =
          Autograd.grad(List.of(y), List.of(x), List.of(seed)).single().toFloatArray();
      return graph.smooth() ? gradients.compare(graph.seed(), gradient, GRADIENT_TOLERANCE) : null;
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static float[] seed(RandomGraph graph) {
    Random random = new Random(graph.seed());
    float[] seed = new float[graph.y().values().length];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (float) random.nextGaussian();
    }
    return seed;
  }
}
