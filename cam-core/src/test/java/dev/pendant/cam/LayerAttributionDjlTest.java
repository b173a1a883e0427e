package dev.pendant.cam;

class LayerAttributionDjlTest extends LayerAttributionCases {

  @Override
  String backendId() {
    return "djl";
  }
}
