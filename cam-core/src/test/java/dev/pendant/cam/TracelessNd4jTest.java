package dev.pendant.cam;

class TracelessNd4jTest extends TracelessCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
