package dev.pendant.cam;

import dev.pendant.Backends;
import dev.pendant.nd4j.SameDiffModules;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;

/** A SameDiff network runs on the other engine, too. */
class GraphCrossBackendTest {

  @Test
  void aSameDiffNetworkGivesTheSameScoresAndMapOnDjl() {
    SameDiff sd = GraphNets.convolutional();
    float[] scores =
        sd.outputSingle(Map.of("x", GraphNets.picture()), "scores").dup('c').data().asFloat();
    float[] onDjl = explain(sd, "djl", scores);
    Agreement.assertClose(onDjl, explain(sd, "nd4j", scores));
  }

  private static float[] explain(SameDiff sd, String id, float[] scores) {
    try (Backend backend = Backends.discover().open(id);
        Module model = SameDiffModules.wrap(sd, GraphNets.INPUT, GraphNets.OUTPUT, backend);
        Scope scope = Scope.open()) {
      Tensor x = Tensor.of(backend, GraphNets.picture().dup('c').data().asFloat(), GraphNets.SHAPE);
      Agreement.assertClose(model.call(x).toFloatArray(), scores);
      return Explainer.of(model).layer("block2.relu").explain(x).get(0).raw().values();
    }
  }
}
