package dev.pendant.cam;

class ExplainerNd4jTest extends ExplainerCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
