package dev.pendant.cam.method;

/**
 * Another method's map with less noise: its terms are not summed over channels but projected on
 * their first principal component, as {@link EigenCam} does, with its sign rule.
 *
 * <p>{@code eigen_smooth} of pytorch-grad-cam. Costs the other method and one {@link EigenCam}.
 */
public final class EigenSmooth implements CamMethod {

  private final ChannelSum method;

  public EigenSmooth(ChannelSum method) {
    this.method = method;
  }

  @Override
  public String id() {
    return method.id() + "+eigen-smooth";
  }

  @Override
  public Maps map(Evidence evidence) {
    return PrincipalComponent.maps(evidence.activation(), method.terms(evidence), true);
  }
}
