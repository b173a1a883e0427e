package dev.pendant.cam.attribution;

import dev.pendant.cam.internal.Seeds;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Noise;
import java.util.SplittableRandom;

/**
 * Gradients at noisy copies of the input, side by side. Every sample gets the same noise, drawn
 * from the seed.
 *
 * @param copies how many
 * @param deviation of the noise
 * @param relative whether that is a share of each sample's range
 */
public record NoisyGradients(int copies, double deviation, boolean relative, long seed) {

  /** 25 copies with a noise of 15 percent of the range. */
  public static final NoisyGradients DEFAULT = new NoisyGradients(25, 0.15, true, 0);

  /** captum's: 5 copies with a deviation of 1. */
  public static final NoisyGradients CAPTUM = new NoisyGradients(5, 1, false, 0);

  /**
   * @throws IllegalArgumentException for less than one copy or a negative deviation
   */
  public NoisyGradients {
    Noise.require(copies, deviation);
  }

  Moments of(Evidence evidence) {
    Moments moments = new Moments(evidence.network().input(), copies);
    evidence
        .network()
        .variants()
        .gradients(
            evidence.objective(),
            copies,
            (copy, sample, values) ->
                Noise.add(
                    values,
                    relative ? deviation * Noise.range(values) : deviation,
                    new SplittableRandom(Seeds.of(seed, copy))),
            moments::add);
    return moments;
  }
}
