package dev.pendant.cam;

class RandomisationNd4jTest extends RandomisationCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
