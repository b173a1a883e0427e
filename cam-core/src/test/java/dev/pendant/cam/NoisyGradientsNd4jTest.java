package dev.pendant.cam;

class NoisyGradientsNd4jTest extends NoisyGradientsCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
