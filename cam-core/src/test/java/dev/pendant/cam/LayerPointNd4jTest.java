package dev.pendant.cam;

class LayerPointNd4jTest extends LayerPointCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
