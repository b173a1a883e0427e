package dev.pendant.benchmarks;

import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.EigenCam;
import dev.pendant.cam.method.FullGrad;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.KpcaCam;
import dev.pendant.cam.method.LayerCam;
import java.util.List;

/**
 * What a map of earlier stages costs in plain forward passes: their tails are longer, and they have
 * more positions (14 x 14, 28 x 28, 56 x 56). FullGrad looks at all of them.
 */
public class EarlierLayerCost extends ResNetMaps {

  @Override
  void addMaps() {
    for (CamMethod method : List.of(new GradCam(), new LayerCam(), new EigenCam(), new KpcaCam())) {
      for (String layer : List.of("layer3", "layer2", "layer1")) {
        add(method, layer);
      }
    }
    add(new FullGrad(), "input");
  }
}
