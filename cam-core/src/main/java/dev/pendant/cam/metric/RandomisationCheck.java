package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Sanity check of a method: a map that stays the same when the model's weights are replaced by
 * random ones does not explain the model. Each step tells how alike the map then is to the original
 * (Spearman's rank correlation, -1 to 1; near 0 is what an explanation should come to).
 *
 * <p>Adebayo et al., "Sanity Checks for Saliency Maps", NeurIPS 2018, sections 3.1 and 4. Layers
 * are the modules that have parameters of their own, from the one called last to the first.
 * Parameters are drawn from a normal distribution with the mean and deviation of the original ones,
 * from the seed; running statistics stay. While it runs the model is another one, so nobody else
 * may call it; afterwards its parameters are what they were, also if something throws.
 */
public final class RandomisationCheck {

  /**
   * What came of one step.
   *
   * @param layer the path of the layer that was randomised in it
   * @param similarity of the map to the original one; NaN if the map is not finite, which random
   *     weights can make it: it then cannot be compared, and says nothing about the method
   */
  public record Step(String layer, double similarity) {}

  private final Module model;
  private final long seed;

  public RandomisationCheck(Module model, long seed) {
    this.model = model;
    this.seed = seed;
  }

  /**
   * Layers stay random once they are: in the last step all are.
   *
   * @param map explains the same picture for the same class each time, by this model
   * @throws PendantException if the original map is not finite, or a later one has another size
   */
  public List<Step> cascading(Supplier<HeatMap> map) {
    return run(map, true);
  }

  /**
   * Each layer is put back before the next becomes random.
   *
   * @param map as of {@link #cascading}
   * @throws PendantException as there
   */
  public List<Step> independent(Supplier<HeatMap> map) {
    return run(map, false);
  }

  private List<Step> run(Supplier<HeatMap> map, boolean cascading) {
    Map<String, Module> lastFirst = new LinkedHashMap<>();
    HeatMap original = watched(map, lastFirst);
    if (!original.isFinite()) {
      throw new PendantException(
          "the original map holds NaN or infinity, so nothing can be compared with it; check its"
              + " status first");
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Step> steps = new ArrayList<>();
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      Map<Tensor, Tensor> kept = new LinkedHashMap<>();
      try {
        for (Map.Entry<String, Module> layer : lastFirst.entrySet()) {
          for (Tensor parameter : layer.getValue().parameters().values()) {
            // Layers may share one, which is then random already.
            kept.putIfAbsent(parameter, parameter.detach());
            parameter.assign(randomLike(parameter, random));
          }
          steps.add(step(layer.getKey(), original, map.get()));
          if (!cascading) {
            putBack(kept);
          }
        }
      } finally {
        putBack(kept);
      }
    }
    return steps;
  }

  private static Step step(String layer, HeatMap original, HeatMap map) {
    if (!map.shape().equals(original.shape())) {
      throw new PendantException(
          ("expected a map of %s, the original's size, got %s with layer %s randomised; resize all to"
                  + " one size")
              .formatted(Extents.text(original.shape()), Extents.text(map.shape()), layer));
    }
    double similarity =
        map.isFinite() ? Correlation.spearman(map.values(), original.values()) : Double.NaN;
    return new Step(layer, similarity);
  }

  private static void putBack(Map<Tensor, Tensor> kept) {
    kept.forEach(Tensor::assign);
    kept.clear();
  }

  /** The original map; notes which layers are called, the last one first. */
  private HeatMap watched(Supplier<HeatMap> map, Map<String, Module> lastFirst) {
    List<String> called = new ArrayList<>();
    List<HookHandle> hooks = new ArrayList<>();
    try {
      model
          .namedModules()
          .forEach(
              (path, module) -> {
                if (!module.parameters().isEmpty()) {
                  hooks.add(
                      module.registerForwardHook(
                          (m, in, out) -> {
                            called.remove(path);
                            called.add(path);
                            return null;
                          }));
                }
              });
      HeatMap original = map.get();
      Collections.reverse(called);
      called.forEach(path -> lastFirst.put(path, model.find(path)));
      return original;
    } finally {
      hooks.forEach(HookHandle::close);
    }
  }

  private static Tensor randomLike(Tensor parameter, SplittableRandom random) {
    double[] values = parameter.toDoubleArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + deviation * random.nextGaussian();
    }
    return HostValues.like(parameter, values, parameter.shape().toArray());
  }
}
