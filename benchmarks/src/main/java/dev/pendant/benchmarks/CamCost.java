package dev.pendant.benchmarks;

import dev.pendant.cam.Explainer;
import dev.pendant.cam.method.AblationCam;
import dev.pendant.cam.method.EigenCam;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.GradCamPlusPlus;
import dev.pendant.cam.method.HiResCam;
import dev.pendant.cam.method.LayerCam;
import dev.pendant.cam.method.XGradCam;
import dev.pendant.cam.target.Target;
import java.util.List;

/** What a map of the last stage costs in plain forward passes. */
public class CamCost extends ResNetMaps {

  private static final String LAST = "layer4";

  @Override
  void addMaps() {
    List.of(
            new GradCam(),
            new HiResCam(),
            new GradCamPlusPlus(),
            new XGradCam(),
            new LayerCam(),
            new EigenCam(),
            new AblationCam())
        .forEach(method -> add(method, LAST));
    Explainer allClasses = explainer(new GradCam(), LAST);
    add("grad-cam, all 1,000 classes", allClasses::allClasses);
    Explainer ablation = explainer(new AblationCam(), LAST);
    Target probability = Target.top().probability();
    add("ablation-cam of a probability", picture -> ablation.explain(picture, probability));
  }
}
