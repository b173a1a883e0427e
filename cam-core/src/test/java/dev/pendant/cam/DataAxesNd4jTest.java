package dev.pendant.cam;

class DataAxesNd4jTest extends DataAxesCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
