package dev.pendant.cam;

import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Looking at the tail alone gives what running and recording the whole model gives, for every
 * method that looks at a layer; the others have no tail.
 */
abstract class TailOnlyCases extends EveryMethodBase {

  /** Pooling has to follow its layer. */
  private static final String OF_POOLING = "cam";

  private static List<String> layersFor(String id) {
    return switch (id) {
      case OF_POOLING -> List.of("relu2", "pool:input");
      case "fem" -> List.of("relu1"); // elsewhere nothing stands out: a map of zeros
      default -> List.of("relu1", "conv2", "relu2");
    };
  }

  private static void assertSame(List<Explanation> found, List<Explanation> plain) {
    for (int sample = 0; sample < 2; sample++) {
      assertSame(found.get(sample).raw(), plain.get(sample).raw());
    }
  }

  /** Closed forms, replays of the tail and runs side by side, against none of them. */
  @TestFactory
  Stream<DynamicTest> shortcutsGiveWhatRunningTheModelGives() {
    return each(
        atALayer(),
        id -> {
          Explainer explainer = explainer(modelFor(id), id, "auto");
          Tensor input = inputFor(id);
          for (String layer : layersFor(id)) {
            Explainer there = explainer.layer(layer);
            List<Explanation> plain = there.withoutShortcuts().explain(input, TARGET);
            assertSame(there.explain(input, TARGET), plain);
            assertSame(there.memory(new MemoryBudget(1)).explain(input, TARGET), plain);
          }
        });
  }

  /** Looking at the model's input, too, puts all of the model on the tape. */
  @TestFactory
  Stream<DynamicTest> aTapeOfTheWholeModelGivesTheSame() {
    Set<String> ids = atALayer();
    ids.remove(OF_POOLING);
    return each(
        ids,
        id -> {
          Explainer explainer = explainer(modelFor(id), id, "auto");
          Tensor input = inputFor(id);
          for (String layer : layersFor(id)) {
            List<Explanation> whole = explainer.layers("conv1:input", layer).explain(input, TARGET);
            List<Explanation> alone = explainer.layer(layer).explain(input, TARGET);
            for (int sample = 0; sample < 2; sample++) {
              assertSame(alone.get(sample).raw(), whole.get(sample).unfinished().layers().get(1));
            }
          }
        });
  }
}
