package dev.pendant.cam.method;

import dev.pendant.cam.target.FinerObjective;

/**
 * Finer-CAM: what tells a class from the classes most like it. Another method's map for the
 * objective {@code y_c - gamma mean_j(y_dj)}, the {@code d_j} being the three classes with the
 * nearest scores.
 *
 * <p>Zhang et al., "Finer-CAM: Spotting the Difference Reveals Finer Details for Visual
 * Explanation", CVPR 2025, equations 5 and 8. Costs what the other method does.
 */
public final class FinerCam implements CamMethod {

  private final CamMethod base;
  private final FinerObjective.Form form;

  /** By {@link GradCam}, with gamma 0.6 and three classes. */
  public FinerCam() {
    this(new GradCam(), FinerObjective.Form.MEAN);
  }

  public FinerCam(CamMethod base, FinerObjective.Form form) {
    this.base = base;
    this.form = form;
  }

  @Override
  public String id() {
    return "finer-cam";
  }

  @Override
  public Maps map(Evidence evidence) {
    return base.map(
        evidence.withObjective(
            FinerObjective.of(
                evidence.objective().requireScores(id()), evidence.network().output(), form)));
  }
}
