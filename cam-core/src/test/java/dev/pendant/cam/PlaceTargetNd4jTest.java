package dev.pendant.cam;

class PlaceTargetNd4jTest extends PlaceTargetCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
