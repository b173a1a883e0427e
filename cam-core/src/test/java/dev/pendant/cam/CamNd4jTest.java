package dev.pendant.cam;

class CamNd4jTest extends CamCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
