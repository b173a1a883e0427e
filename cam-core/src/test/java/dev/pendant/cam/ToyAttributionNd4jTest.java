package dev.pendant.cam;

class ToyAttributionNd4jTest extends ToyAttributionCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
