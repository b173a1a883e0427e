package dev.pendant.cam;

class MetricTensorsNd4jTest extends MetricTensorsCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
