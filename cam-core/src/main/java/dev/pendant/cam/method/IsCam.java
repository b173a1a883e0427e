package dev.pendant.cam.method;

/**
 * IS-CAM: {@link ScoreCam} with each channel's score averaged along the way from nothing to the
 * masked input, {@code w = softmax_k(mean_i y(c_i x * mask_k))} with {@code c_i = i / n}.
 *
 * <p>Naidu et al., "IS-CAM: Integrated Score-CAM for axiomatic-based explanations", 2020; 10 steps
 * as there. torch-cam adds the coefficients up, so that they grow to 5.5 (D17 of the reference,
 * disputed): {@link #accumulated}. Costs so many times what {@link ScoreCam} does.
 */
public final class IsCam extends WeightedSum {

  private static final int STEPS = 10;

  private final MaskForm form;
  private final boolean accumulated;

  public IsCam() {
    this(MaskForm.PAPER, false);
  }

  private IsCam(MaskForm form, boolean accumulated) {
    this.form = form;
    this.accumulated = accumulated;
  }

  /** As torch-cam computes it. */
  public static IsCam accumulated() {
    return new IsCam(MaskForm.TORCH_CAM, true);
  }

  @Override
  public String id() {
    return "is-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    return MaskedInputs.softmax(
        new MaskedInputs(this, evidence, form, Integer.MAX_VALUE).scores(STEPS, this::scale));
  }

  private void scale(int step, double[] mask) {
    double share = (step + 1.0) / STEPS;
    double coefficient = accumulated ? share * (step + 2) / 2 : share;
    for (int i = 0; i < mask.length; i++) {
      mask[i] *= coefficient;
    }
  }
}
