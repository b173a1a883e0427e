package dev.pendant.cam;

class ToyMapNd4jTest extends ToyMapCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
