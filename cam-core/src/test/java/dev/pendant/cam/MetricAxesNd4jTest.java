package dev.pendant.cam;

class MetricAxesNd4jTest extends MetricAxesCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
