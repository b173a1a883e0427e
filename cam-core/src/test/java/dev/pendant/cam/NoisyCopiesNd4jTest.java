package dev.pendant.cam;

class NoisyCopiesNd4jTest extends NoisyCopiesCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
