package dev.pendant.cam;

class LayerAttributionNd4jTest extends LayerAttributionCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
