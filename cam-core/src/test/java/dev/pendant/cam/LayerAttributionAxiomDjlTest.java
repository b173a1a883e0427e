package dev.pendant.cam;

class LayerAttributionAxiomDjlTest extends LayerAttributionAxiomCases {

  @Override
  String backendId() {
    return "djl";
  }
}
