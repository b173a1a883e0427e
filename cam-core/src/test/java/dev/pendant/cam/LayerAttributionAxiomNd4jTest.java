package dev.pendant.cam;

class LayerAttributionAxiomNd4jTest extends LayerAttributionAxiomCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
