package dev.pendant.cam.method;

import java.util.SplittableRandom;

/**
 * RandomCAM: channels weighted by random numbers from -1 to 1; what any method has to beat. The
 * same weights for every sample and class, drawn from the seed.
 *
 * <p>From pytorch-grad-cam, whose numbers are not seeded. Costs the forward pass alone.
 */
public final class RandomCam extends WeightedSum {

  private final long seed;

  public RandomCam() {
    this(0);
  }

  public RandomCam(long seed) {
    this.seed = seed;
  }

  @Override
  public String id() {
    return "random-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = random.doubles(evidence.activation().channels(), -1, 1).toArray();
    return each(evidence.activation(), (sample, k) -> drawn[k]);
  }
}
