package dev.pendant.cam.method;

/**
 * EigenCAM and its kin: channels projected on their first principal component, {@code X v_1} where
 * X holds what is projected, [positions, channels], less each channel's mean.
 *
 * <p>{@code eigen-cam} projects the activation and knows no class (Muhammad and Yeasin, "Eigen-CAM:
 * Class Activation Map using Principal Components", IJCNN 2020, equations 2 and 3, which leave the
 * mean in, see {@link #uncentred}; it is taken off as in pytorch-grad-cam); {@code eigen-grad-cam}
 * projects gradient times activation (pytorch-grad-cam); {@code seg-eigen-cam} the gradient's
 * absolute value times activation (pytorch-grad-cam, 2025).
 *
 * <p>A component has no sign of its own. Here it is the one with which the value furthest from zero
 * is positive, which is SegEigenCAM's rule and does not depend on the order of channels. Costs the
 * forward pass (and one pass back through the tail for the latter two) and the eigenvectors of the
 * smaller of two Gram matrices, positions or channels wide. Where a value is not finite the map is
 * NaN everywhere (pytorch-grad-cam counts NaN as 0).
 */
public final class EigenCam implements CamMethod {

  private enum Kind {
    ACTIVATION("eigen-cam"),
    UNCENTRED_ACTIVATION("eigen-cam"),
    GRADIENT_TIMES_ACTIVATION("eigen-grad-cam"),
    ABSOLUTE_GRADIENT_TIMES_ACTIVATION("seg-eigen-cam");

    private final String id;

    Kind(String id) {
      this.id = id;
    }
  }

  private final Kind kind;

  private EigenCam(Kind kind) {
    this.kind = kind;
  }

  /** {@code eigen-cam}. */
  public EigenCam() {
    this(Kind.ACTIVATION);
  }

  /** {@code eigen-cam} by the paper's equations, which leave each channel's mean in. */
  public static EigenCam uncentred() {
    return new EigenCam(Kind.UNCENTRED_ACTIVATION);
  }

  /** {@code eigen-grad-cam}. */
  public static EigenCam ofGradient() {
    return new EigenCam(Kind.GRADIENT_TIMES_ACTIVATION);
  }

  /** {@code seg-eigen-cam}. */
  public static EigenCam ofAbsoluteGradient() {
    return new EigenCam(Kind.ABSOLUTE_GRADIENT_TIMES_ACTIVATION);
  }

  @Override
  public String id() {
    return kind.id;
  }

  @Override
  public Maps map(Evidence evidence) {
    boolean centred = kind != Kind.UNCENTRED_ACTIVATION;
    return PrincipalComponent.maps(evidence.activation(), terms(evidence), centred);
  }

  private ChannelSum.Terms terms(Evidence evidence) {
    Features activation = evidence.activation();
    if (kind == Kind.ACTIVATION || kind == Kind.UNCENTRED_ACTIVATION) {
      return activation::at;
    }
    Features gradient = evidence.gradient();
    return kind == Kind.GRADIENT_TIMES_ACTIVATION
        ? (sample, k, p) -> gradient.at(sample, k, p) * activation.at(sample, k, p)
        : (sample, k, p) -> Math.abs(gradient.at(sample, k, p)) * activation.at(sample, k, p);
  }
}
