package dev.pendant.cam;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Layout;
import dev.pendant.cam.method.Network;
import dev.pendant.cam.method.PooledLinearTail;
import dev.pendant.cam.method.Recording;
import dev.pendant.cam.method.Tail;
import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What a run shows for one layer and objective; each thing is computed once, when asked for. */
final class LayerEvidence implements Evidence {

  private final ModelRun run;
  private final @Nullable LayerCut cut;
  private final Objective objective;
  private @Nullable Features activation;
  private @Nullable Features gradient;

  /**
   * @param cut null for a method that needs no layer
   */
  LayerEvidence(ModelRun run, @Nullable LayerCut cut, Objective objective) {
    this.run = run;
    this.cut = cut;
    this.objective = objective;
  }

  @Override
  public String layer() {
    return cut().point().toString();
  }

  @Override
  public Features activation() {
    if (activation == null) {
      activation = run.read(cut());
    }
    return activation;
  }

  @Override
  public Features gradient() {
    if (gradient == null) {
      gradient = findGradient();
    }
    return gradient;
  }

  private Features findGradient() {
    int[] samples = run.samples(objective.classes().size());
    PooledLinearTail pooled = pooled();
    return pooled == null
        ? layout().read(cut().gradient(run.scores(), objective.gradient(run.scores(), samples)))
        : pooled.gradient(objective, run.scores(), samples, layout());
  }

  @Override
  public @Nullable PooledLinearTail pooled() {
    return run.shortcuts() ? PooledLinearTail.withoutHooks(tail()) : null;
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public Tail tail() {
    Tail tail = cut().tail(run.scores(), layout(), run.budget(), run.runWith(cut()));
    return run.shortcuts() ? tail : tail.withoutReplay();
  }

  @Override
  public Recording recording() {
    return cut().recording(run.scores());
  }

  @Override
  public Network network() {
    return run;
  }

  @Override
  public Evidence withObjective(Objective other) {
    LayerEvidence same = new LayerEvidence(run, cut, other);
    same.activation = activation;
    return same;
  }

  @Override
  public Evidence withInput(Tensor input) {
    ModelRun other = run.again(input);
    return new LayerEvidence(other, other.cut(cut().point()), objective);
  }

  private Layout layout() {
    return run.layout(cut());
  }

  private LayerCut cut() {
    if (cut == null) {
      throw new IllegalStateException(
          "this method says it needs no layer, so there is none to look at; see needsLayer()");
    }
    return cut;
  }
}
