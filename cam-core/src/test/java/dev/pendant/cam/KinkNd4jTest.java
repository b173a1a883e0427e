package dev.pendant.cam;

class KinkNd4jTest extends KinkCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
