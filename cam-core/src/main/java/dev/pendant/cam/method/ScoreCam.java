package dev.pendant.cam.method;

/**
 * Score-CAM: every channel weighted by the score of the input seen through it, {@code w =
 * softmax_k(y(x * mask_k))}. Needs no gradient.
 *
 * <p>Wang et al., "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural
 * Networks", CVPR workshops 2020, algorithm 1; the score of the baseline is the same for all
 * channels and drops out of the softmax. With {@code top}, only the channels that vary most are
 * tried (the "faster" form of tf-keras-vis). Costs one forward pass of the whole model for each
 * channel; masks are made as they are needed and never all held.
 */
public final class ScoreCam extends WeightedSum {

  private final MaskForm form;
  private final int top;

  public ScoreCam() {
    this(MaskForm.PAPER);
  }

  public ScoreCam(MaskForm form) {
    this(form, Integer.MAX_VALUE);
  }

  private ScoreCam(MaskForm form, int top) {
    this.form = form;
    this.top = top;
  }

  /**
   * The same over the channels with the largest standard deviations only.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public ScoreCam top(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 channel to try, got " + count);
    }
    return new ScoreCam(form, count);
  }

  @Override
  public String id() {
    return "score-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    return MaskedInputs.softmax(
        new MaskedInputs(this, evidence, form, top).scores(1, (repetition, mask) -> {}));
  }
}
