package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.Maps;
import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Finished maps of all {@linkplain TestTimeAugmentation versions} of a batch, averaged. */
final class SmoothedMaps {

  private final ModelRun run;
  private final CamMethod method;
  private final Objective objective;
  private final int samples;
  private final List<List<HeatMap>> found;

  private SmoothedMaps(ModelRun run, CamMethod method, Objective objective) {
    this.run = run;
    this.method = method;
    this.objective = objective;
    this.samples = objective.classes().size();
    this.found =
        IntStream.range(0, samples).<List<HeatMap>>mapToObj(i -> new ArrayList<>()).toList();
  }

  /** One per sample; as many versions run at a time as fit the memory budget. */
  static List<HeatMap> of(
      ModelRun run, CamMethod method, Objective objective, Finish finish, int... extents) {
    SmoothedMaps maps = new SmoothedMaps(run, method, objective);
    int most = Math.min(run.copiesPerRun(), TestTimeAugmentation.VERSIONS);
    for (int first = 0; first < TestTimeAugmentation.VERSIONS; first += most) {
      int count = Math.min(most, TestTimeAugmentation.VERSIONS - first);
      try (Scope scope = Scope.open()) {
        maps.add(first, count, finish, extents);
      }
    }
    return maps.found.stream().map(HeatMaps::mean).toList();
  }

  private void add(int first, int count, Finish finish, int... extents) {
    Tensor versions = TestTimeAugmentation.versions(run.input(), run.tensor(), first, count);
    List<Maps> layers =
        Explanations.evidence(run.again(versions), objective.repeated(count)).stream()
            .map(method::map)
            .toList();
    for (int row = 0; row < count * samples; row++) {
      int version = row / samples;
      int sample = row % samples;
      List<HeatMap> maps =
          layers.stream()
              .map(of -> TestTimeAugmentation.map(of, first, version, sample, samples))
              .toList();
      if (!maps.stream().allMatch(HeatMap::isFinite)) {
        throw new PendantException(
            "the "
                + method.id()
                + " map of "
                + objective.description(sample)
                + " of sample "
                + sample
                + " is not finite, so no mean of it is made; check the input and the weights for"
                + " NaN");
      }
      found.get(sample).add(finish.apply(new Unfinished(maps, method.traits()), extents));
    }
  }
}
