package dev.pendant.cam;

class LayerAttributionPlaceDjlTest extends LayerAttributionPlaceCases {

  @Override
  String backendId() {
    return "djl";
  }
}
