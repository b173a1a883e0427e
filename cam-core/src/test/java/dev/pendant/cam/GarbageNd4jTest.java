package dev.pendant.cam;

class GarbageNd4jTest extends GarbageCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
