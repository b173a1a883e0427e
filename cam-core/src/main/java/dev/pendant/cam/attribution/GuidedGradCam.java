package dev.pendant.cam.attribution;

import dev.pendant.cam.image.MapResize;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.Maps;
import dev.pendant.tensor.Shape;

/**
 * Guided Grad-CAM: {@link GuidedBackprop} where {@link GradCam} is positive, the two multiplied,
 * the map being resized to the input.
 *
 * <p>Selvaraju et al., "Grad-CAM", ICCV 2017, section 3.2. Costs both.
 */
public final class GuidedGradCam implements AttributionMethod {

  private final boolean nearest;

  public GuidedGradCam() {
    this(false);
  }

  private GuidedGradCam(boolean nearest) {
    this.nearest = nearest;
  }

  /** The map resized to the nearest position, as captum does, instead of linearly. */
  public static GuidedGradCam nearest() {
    return new GuidedGradCam(true);
  }

  @Override
  public String id() {
    return "guided-grad-cam";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  /** The layer's map says only where the input's gradient counts. */
  @Override
  public boolean attributesLayer() {
    return false;
  }

  @Override
  public boolean needsPositions() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    Maps maps = new GradCam().map(evidence);
    Features guided = ReluRule.GUIDED.gradient(evidence);
    double[] all = new double[guided.samples() * guided.channels() * guided.positions()];
    int at = 0;
    for (int sample = 0; sample < guided.samples(); sample++) {
      double[] map = resized(maps.of(sample), maps.spatial(), guided.spatial());
      for (int k = 0; k < guided.channels(); k++) {
        for (int p = 0; p < map.length; p++) {
          all[at++] = Math.max(0, map[p]) * guided.at(sample, k, p);
        }
      }
    }
    return new Attribution(Features.of(guided.samples(), guided.channels(), guided.spatial(), all));
  }

  private double[] resized(double[] map, Shape from, Shape to) {
    return nearest ? MapResize.nearest(map, from, to) : MapResize.linear(map, from, to, false);
  }
}
