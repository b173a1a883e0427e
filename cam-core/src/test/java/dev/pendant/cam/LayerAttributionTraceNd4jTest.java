package dev.pendant.cam;

class LayerAttributionTraceNd4jTest extends LayerAttributionTraceCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
