package dev.pendant.cam.attribution;

import dev.pendant.cam.internal.Seeds;
import dev.pendant.cam.method.Noise;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/**
 * What gradient SHAP draws by chance for each copy of the input: a baseline, noise and a place
 * between. The same for every sample.
 *
 * @param copies how many
 * @param deviation of the noise
 * @param seeds from a copy to the seed of what is drawn for it
 */
record ShapDraws(Baselines baselines, int copies, double deviation, LongUnaryOperator seeds) {

  ShapDraws {
    Noise.require(copies, deviation);
  }

  static ShapDraws of(Baselines baselines, int copies, double deviation, long seed) {
    return new ShapDraws(baselines, copies, deviation, copy -> Seeds.of(seed, copy));
  }

  /**
   * One copy of a sample.
   *
   * @param from the baseline; not to be changed
   * @param to the noisy input
   * @param place between them, 0 being the baseline
   */
  record Draw(double[] from, double[] to, double place) {

    /** The value at the place. */
    double at(int i) {
      return from[i] + place * (to[i] - from[i]);
    }
  }

  Draw draw(int copy, double[] input) {
    SplittableRandom random = new SplittableRandom(seeds.applyAsLong(copy));
    double[] from = baselines.get(random.nextInt(baselines.count()));
    double place = random.nextDouble();
    double[] to = input.clone();
    if (deviation > 0) {
      Noise.add(to, deviation, random);
    }
    return new Draw(from, to, place);
  }

  /** Moves an input to the place drawn for it. */
  void move(int copy, double[] input) {
    Draw draw = draw(copy, input);
    for (int i = 0; i < input.length; i++) {
      input[i] = draw.at(i);
    }
  }
}
