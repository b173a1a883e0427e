package dev.pendant.cam;

class NonFiniteNd4jTest extends NonFiniteCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
