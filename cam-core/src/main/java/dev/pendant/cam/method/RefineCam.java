package dev.pendant.cam.method;

import java.util.EnumSet;
import java.util.Set;

/**
 * RefineCAM: maps of several layers, each normalised and resized, multiplied: only what every layer
 * marks stays. Each layer's map is another method's, Grad-CAM++ by default.
 *
 * <p>Domeniconi et al., "How to Evaluate and Refine your CAM", ICPR 2026, as pytorch-grad-cam and
 * torch-cam compute it. Costs one run of the head up to the first layer, one recorded tail and what
 * the other method does at each layer.
 */
public final class RefineCam implements CamMethod {

  private final CamMethod base;

  public RefineCam() {
    this(new GradCamPlusPlus());
  }

  public RefineCam(CamMethod base) {
    this.base = base;
  }

  @Override
  public String id() {
    return "refine-cam";
  }

  @Override
  public Maps map(Evidence evidence) {
    return base.map(evidence);
  }

  @Override
  public Set<MapTrait> traits() {
    Set<MapTrait> traits = EnumSet.of(MapTrait.MULTIPLIED);
    traits.addAll(base.traits());
    return traits;
  }
}
