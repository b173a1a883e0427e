package dev.pendant.cam;

class KpcaCamNd4jTest extends KpcaCamCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
