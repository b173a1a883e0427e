package dev.pendant.cam;

class MetricEdgeNd4jTest extends MetricEdgeCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
