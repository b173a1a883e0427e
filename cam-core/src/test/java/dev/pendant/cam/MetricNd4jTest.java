package dev.pendant.cam;

class MetricNd4jTest extends MetricCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
