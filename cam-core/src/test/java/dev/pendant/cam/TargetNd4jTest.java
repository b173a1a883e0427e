package dev.pendant.cam;

class TargetNd4jTest extends TargetCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
