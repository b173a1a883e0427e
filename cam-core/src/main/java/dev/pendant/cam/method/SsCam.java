package dev.pendant.cam.method;

import dev.pendant.cam.internal.Seeds;
import java.util.SplittableRandom;

/**
 * SS-CAM: {@link ScoreCam} with each channel's score averaged over noisy copies of its mask, {@code
 * w = softmax_k(mean_i y(x * (mask_k + noise_i)))}.
 *
 * <p>Wang et al., "SS-CAM: Smoothed Score-CAM for Sharper Visual Feature Localization", 2020, the
 * form with noise on the mask; 35 copies and deviation 2 as there. The same noise is drawn for
 * every channel and sample, from the seed. Costs so many times what {@link ScoreCam} does.
 */
public final class SsCam extends WeightedSum {

  private final MaskForm form;
  private final int copies;
  private final double deviation;
  private final long seed;

  public SsCam() {
    this(MaskForm.PAPER, 35, 2, 0);
  }

  /**
   * @param deviation of the noise, masks being from 0 to 1
   * @throws IllegalArgumentException for less than one copy or a negative deviation
   */
  public SsCam(MaskForm form, int copies, double deviation, long seed) {
    Noise.require(copies, deviation);
    this.form = form;
    this.copies = copies;
    this.deviation = deviation;
    this.seed = seed;
  }

  @Override
  public String id() {
    return "ss-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    return MaskedInputs.softmax(
        new MaskedInputs(this, evidence, form, Integer.MAX_VALUE).scores(copies, this::addNoise));
  }

  private void addNoise(int repetition, double[] mask) {
    Noise.add(mask, deviation, new SplittableRandom(Seeds.of(seed, repetition)));
  }
}
