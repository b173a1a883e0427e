package dev.pendant.cam;

class LayerAttributionPlaceNd4jTest extends LayerAttributionPlaceCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
