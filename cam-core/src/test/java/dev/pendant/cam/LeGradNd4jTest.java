package dev.pendant.cam;

class LeGradNd4jTest extends LeGradCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
