package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.Backends;
import dev.pendant.nd4j.SameDiffModules;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A user's SameDiff network: through its wrapper the same scores and maps as by SameDiff alone. */
class GraphNd4jTest {

  private static final String LAYER = "block2/relu";

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** The map of a class, by SameDiff's own gradient of the layer's output. */
  private static float[] nativeMap(SameDiff sd, INDArray picture, int classIndex) {
    SDVariable score = sd.getVariable("scores").get(SDIndex.all(), SDIndex.point(classIndex)).sum();
    sd.setLossVariables(score);
    Map<String, INDArray> x = Map.of("x", picture);
    INDArray activation = sd.outputSingle(x, LAYER);
    INDArray gradient = Objects.requireNonNull(sd.calculateGradients(x, LAYER).get(LAYER));
    return Agreement.gradCam(values(activation), values(gradient), (int) activation.size(1));
  }

  @Test
  void aConvolutionalNetGivesTheSameScoresAndTheSameMap() {
    SameDiff sd = GraphNets.convolutional();
    INDArray picture = GraphNets.picture();
    float[] scores = values(sd.outputSingle(Map.of("x", picture), "scores"));

    try (Backend backend = Backends.discover().open("nd4j");
        Module model = SameDiffModules.wrap(sd, GraphNets.INPUT, GraphNets.OUTPUT, backend);
        Scope scope = Scope.open()) {
      Tensor x = Tensor.of(backend, values(picture), GraphNets.SHAPE);
      Agreement.assertClose(model.call(x).toFloatArray(), scores);

      Explanation why = Explainer.of(model).layer(LAYER).explain(x).get(0);

      assertThat(why.classIndex()).isEqualTo(Agreement.best(scores));
      Agreement.assertClose(why.raw().values(), nativeMap(sd, picture, why.classIndex()));
      assertThat(Explainer.of(model).explain(x).get(0).provenance().layer()).startsWith("block2");
    }
  }
}
