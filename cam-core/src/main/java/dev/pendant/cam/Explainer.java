package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Explains what a model saw.
 *
 * <pre>{@code
 * Explanation why = Explainer.of(model).method(new GradCam()).layer("layer4").explain(input).get(0);
 * float[] heat = why.resized(224, 224).values();
 * }</pre>
 *
 * <p>The first tensor that the model returns holds the class scores, before any softmax; others are
 * not looked at. The model is neither changed nor copied: a hook hangs on the target layer during a
 * call. Whether its parameters require gradients, and whether the caller has switched grad mode
 * off, makes no difference.
 *
 * <p>Immutable and thread-safe; each setter returns another explainer of the same model.
 */
public final class Explainer {

  private final Module model;
  private final CamMethod method;
  private final LayerChoice layer;

  private Explainer(Module model, CamMethod method, LayerChoice layer) {
    this.model = model;
    this.method = method;
    this.layer = layer;
  }

  /** Explains by {@link GradCam} at the layer {@link AutoLayer} picks, unless told otherwise. */
  public static Explainer of(Module model) {
    return new Explainer(model, new GradCam(), LayerChoice.auto());
  }

  public Explainer method(CamMethod other) {
    return new Explainer(model, other, layer);
  }

  /** The target layer by path, or {@code auto}. */
  public Explainer layer(String path) {
    return layer(LayerChoice.of(path));
  }

  public Explainer layer(LayerChoice other) {
    return new Explainer(model, method, other);
  }

  /**
   * Runs the model once and explains every target from that run; with {@code auto}, the first call
   * for a shape of input runs it once more, to look. All native memory this takes is free again
   * when it returns or throws.
   *
   * @param input a batch, such as [n, 3, h, w]
   * @param targets each sample's top class if none is given; {@link Target#top(int)} gives several
   * @return for each target in turn, one explanation per sample
   * @throws dev.pendant.nn.ModuleNotFoundException if there is no such layer
   * @throws LayerException if the layer is not called, or its output is not [n, c, h, w] with more
   *     than one position
   * @throws dev.pendant.cam.target.TargetException if the scores are not [n, classes] or a target
   *     does not fit them
   * @throws dev.pendant.cam.method.UnsupportedTailException if the method cannot explain this model
   *     at this layer
   */
  public List<Explanation> explain(Tensor input, Target... targets) {
    List<Target> wanted = targets.length == 0 ? List.of(Target.top()) : Arrays.asList(targets);
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      Tensors inputs = Tensors.of(input);
      String path = layer.path(model, inputs);
      long start = System.nanoTime();
      SplitRun run = Split.at(model, path).run(inputs);
      Tensor output = scoresOf(run);
      Scores scores = Scores.of(output);
      requirePictures(run, scores.samples());
      Duration forward = since(start);
      List<Objective> objectives = wanted.stream().map(target -> target.objective(scores)).toList();
      List<Explanation> all = new ArrayList<>();
      for (Objective objective : objectives) {
        all.addAll(explain(new TargetEvidence(run, output, objective), scores, forward));
      }
      return all;
    }
  }

  private List<Explanation> explain(TargetEvidence evidence, Scores scores, Duration forward) {
    long start = System.nanoTime();
    List<HeatMap> maps;
    try (Scope scope = Scope.open()) {
      maps = perSample(method.map(evidence), evidence.activation().shape());
    }
    Backend backend = evidence.activation().backend();
    Provenance provenance =
        new Provenance(
            method.id(),
            evidence.layer(),
            backend.id(),
            backend.version(),
            backend.device(),
            forward,
            since(start));
    List<Explanation> explanations = new ArrayList<>();
    for (int sample = 0; sample < maps.size(); sample++) {
      int index = evidence.objective().classes().get(sample);
      explanations.add(new Explanation(maps.get(sample), sample, index, scores, provenance));
    }
    return explanations;
  }

  private static Tensor scoresOf(SplitRun run) {
    if (run.outputs().size() == 0 || !run.outputs().isPresent(0)) {
      throw new PendantException(
          "expected a model whose first output is a tensor of class scores, this one returned "
              + run.outputs());
    }
    return run.outputs().get(0);
  }

  private static void requirePictures(SplitRun run, int samples) {
    Shape shape = run.activation().shape();
    if (shape.rank() != 4 || shape.get(0) != samples || shape.elements() == 0) {
      throw new LayerException(
          "layer '"
              + run.layer()
              + "' returned "
              + shape
              + ", a map needs [n, c, h, w] with n = "
              + samples
              + "; choose an earlier layer, or auto");
    }
    if (!AutoLayer.isSpatial(shape)) {
      throw new LayerException(
          "layer '"
              + run.layer()
              + "' returned "
              + shape
              + ", one position for the whole picture, so its map would be the same everywhere;"
              + " choose an earlier layer, or auto");
    }
  }

  private List<HeatMap> perSample(Tensor maps, Shape activation) {
    Shape expected = Shape.of(activation.get(0), activation.get(2), activation.get(3));
    if (!maps.shape().equals(expected)) {
      throw new PendantException(
          "method "
              + method.id()
              + " must return maps of "
              + expected
              + ", returned "
              + maps.shape());
    }
    int height = expected.getInt(1);
    int width = expected.getInt(2);
    float[] values = maps.toFloatArray();
    List<HeatMap> split = new ArrayList<>();
    for (int from = 0; from < values.length; from += height * width) {
      split.add(HeatMap.of(height, width, Arrays.copyOfRange(values, from, from + height * width)));
    }
    return split;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
